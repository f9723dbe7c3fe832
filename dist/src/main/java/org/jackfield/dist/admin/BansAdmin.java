package org.jackfield.dist.admin;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import org.jackfield.dist.json.Json;
import org.jackfield.kernel.ban.Ban;
import org.jackfield.kernel.ban.BanTarget;
import org.jackfield.kernel.host.Node;
import org.jackfield.spi.multiformats.MalformedException;

/** Keeps peers and addresses out, and lets them in again. Thread-safe. */
final class BansAdmin implements AdminHandler {
    private final Node node;

    BansAdmin(Node node) {
        this.node = node;
    }

    @Override
    public Json answer(Json.Fields request) throws IOException {
        return switch (request.text("command")) {
            case "ban" -> ban(request);
            case "unban" -> unban(BanTarget.parse(request.text("target")));
            case "bans" -> new Json.Items(node.bans().all().stream().<Json>map(ban -> json(ban).build()).toList());
            default -> throw new MalformedException("not about bans: " + request.text("command"));
        };
    }

    private Json ban(Json.Fields request) throws IOException {
        Node.Banned banned = node.ban(BanTarget.parse(request.text("target")), Duration.ofMillis(request.whole("forMillis")),
                request.text("reason"));
        return json(banned.ban()).put("closed", banned.closed()).build();
    }

    private Json unban(BanTarget target) throws IOException {
        return json(node.bans().remove(target).orElseThrow(() -> new IOException(target + " is not banned"))).build();
    }

    private static Json.Builder json(Ban ban) {
        return Json.object().put("target", ban.target()).put("reason", ban.reason()).put("since", ban.since())
                .put("until", ban.until()).put("leftMillis", Math.max(0, Duration.between(Instant.now(), ban.until()).toMillis()));
    }
}
