package org.jackfield.dist.admin;

import org.jackfield.dist.json.Json;
import org.jackfield.kernel.limits.ResourceManager;
import org.jackfield.spi.multiformats.MalformedException;

/** Answers about the limits of a node and their use. Thread-safe. */
final class LimitsAdmin implements AdminHandler {
    private static final int WHOLE = 100;

    private final ResourceManager resources;

    LimitsAdmin(ResourceManager resources) {
        this.resources = resources;
    }

    @Override
    public Json answer(Json.Fields request) {
        long least = request.whole("minUsedPercent");
        if (least < 0 || least > WHOLE) {
            throw new MalformedException("minUsedPercent is 0 to 100: " + least);
        }
        return Json.object().put("summary", resources.budgets().summary())
                .put("limits", new Json.Items(resources.uses((double) least / WHOLE).stream().map(LimitsAdmin::row).toList())).build();
    }

    private static Json row(ResourceManager.Use use) {
        return Json.object().put("scope", use.scope()).put("limit", use.dimension().key()).put("used", use.used()).put("of", use.limit())
                .put("percent", Math.round(use.part() * WHOLE)).put("key", use.key()).build();
    }
}
