package org.jackfield.kernel.plugin;

import java.util.List;

/** Lets a plugin call native code, if the kernel itself may. */
final class NativeAccess {
    private NativeAccess() {}

    /**
     * Grants it to all modules of a plugin.
     *
     * @return what the operator should know
     */
    @SuppressWarnings("restricted") // this is the one place that hands on what the launcher granted the kernel
    static List<String> grant(ModuleLayer.Controller controller) {
        if (!NativeAccess.class.getModule().isNativeAccessEnabled()) {
            return List.of("asks for native access, which the node itself was not given: start Java with --enable-native-access="
                    + NativeAccess.class.getModule().getName());
        }
        controller.layer().modules().forEach(controller::enableNativeAccess);
        return List.of();
    }
}
