package org.jackfield.kernel.plugin;

/**
 * Finds the classes of the JDK and no others: the parent of every plugin's loader.
 *
 * <p>The loaders of the JDK themselves would not do, because they also find every module on the module path. A library that looks for
 * another one by name would then meet the node's private copy, and with exported packages could even use it.
 */
final class JdkClasses extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    JdkClasses() {
        super("jdk", null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = ClassLoader.getPlatformClassLoader().loadClass(name);
        String module = found.getModule().getName();
        if (module == null || !Platform.isJdk(module)) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }
}
