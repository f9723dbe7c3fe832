package org.jackfield.dist.admin;

import java.io.IOException;
import java.util.Optional;

import org.jackfield.dist.json.Json;

/** The node could not do what it was asked; the message is its own. */
public final class AdminRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Json.Fields answer;

    AdminRefused(Json.Fields answer) {
        super(answer.text("error"));
        this.answer = answer;
    }

    /** Gives the rows of the dial, if it was one. */
    public Optional<Json> attempts() {
        return answer.find("attempts");
    }
}
