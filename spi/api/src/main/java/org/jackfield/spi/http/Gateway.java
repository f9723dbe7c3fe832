package org.jackfield.spi.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

import org.jackfield.spi.Component;
import org.jackfield.spi.PluginContext.Task;

/**
 * Carries HTTP for the whole node.
 *
 * <p>{@link #start} binds, so that a port that is taken stops the node early; until {@link #serve} every request is answered with status
 * 503, and so it is once the node is about to stop.
 */
public interface Gateway extends Component {
    /**
     * Serves these routes from now on. Called once, when all components are started and the node listens. No two routes have the same
     * {@link HttpRoute#shape}.
     *
     * @param health how the node fares, each time it is asked; any thread
     * @throws IllegalArgumentException if the gateway answers at one of the routes itself; the message names both
     */
    void serve(List<Served> routes, Supplier<Health> health);

    /** Lists the addresses bound; from the start on. */
    List<InetSocketAddress> listening();

    /**
     * A route and whose it is.
     *
     * @param by     names the component in logs
     * @param runner runs the handler
     */
    record Served(HttpRoute route, String by, Runner runner) {}

    /** Runs tasks of one component. */
    @FunctionalInterface
    interface Runner {
        /**
         * Runs a task on a virtual thread of the component, which is interrupted when the component is closed.
         *
         * @param name what the task is for, shown in thread dumps
         */
        void fork(String name, Task task);
    }
}
