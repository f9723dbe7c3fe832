package org.jackfield.dist.admin;

import java.io.IOException;

import org.jackfield.dist.json.Json;

/** Answers requests of the command line to the running node. */
@FunctionalInterface
public interface AdminHandler {
    /**
     * Answers. Blocks as long as it takes; its thread is interrupted when the client goes or takes too long.
     *
     * @param request has a field {@code command}
     * @throws IOException                                           what the command met; its message is the answer
     * @throws org.jackfield.spi.multiformats.MalformedException if the request makes no sense
     */
    Json answer(Json.Fields request) throws IOException;
}
