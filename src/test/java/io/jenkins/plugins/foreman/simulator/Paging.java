package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One page of a list. Foreman's own lists know {@code per_page=all}; those that page by themselves (hosts and template
 * invocations of a job) take it for 0 and show an empty page with the right totals.
 */
record Paging(int page, int perPage, int shownPerPage) {

    static Paging of(Call call, int total, boolean knowsAll) {
        int page = Math.max(1, number(call.param("page"), 1));
        String perPage = call.param("per_page");
        if (perPage == null || perPage.isEmpty()) {
            return new Paging(page, 20, 20);
        }
        if (perPage.equals("all")) {
            return new Paging(page, knowsAll ? total : 0, total);
        }
        int size = number(perPage, 0);
        if (size < 0) {
            throw ApiError.of(500, "PG::InvalidRowCountInLimitClause: ERROR:  LIMIT must not be negative\n");
        }
        return new Paging(page, size, size);
    }

    private static int number(String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        String digits = text.trim().replaceFirst("^(-?\\d{1,9}).*$", "$1");
        return digits.matches("-?\\d+") ? Integer.parseInt(digits) : otherwise;
    }

    Paging atMost(int most) {
        return new Paging(page, Math.min(perPage, most), Math.min(shownPerPage, most));
    }

    <T> List<T> cut(List<T> all) {
        long from = Math.min((long) (page - 1) * perPage, all.size());
        return all.subList((int) from, (int) Math.min(from + perPage, all.size()));
    }

    /** The fields before the results. */
    ObjectNode fields(Call call, int total, int subtotal) {
        ObjectNode fields = Json.object();
        fields.put("total", total);
        fields.put("subtotal", subtotal);
        fields.put("page", page);
        fields.put("per_page", shownPerPage);
        fields.put("search", call.param("search"));
        if (call.has("include_permissions")) {
            fields.put("can_create", call.user.can("create_job_invocations"));
            fields.put("can_edit", call.user.admin());
        }
        String order = call.param("order");
        ObjectNode sort = fields.putObject("sort");
        String[] parts =
                order == null || order.isBlank() ? new String[0] : order.trim().split("\\s+");
        sort.put("by", parts.length > 0 ? parts[0] : null);
        sort.put("order", parts.length > 1 ? parts[1] : null);
        return fields;
    }

    /** Whether the list is asked for in descending order of its key. */
    static boolean descending(Call call) {
        String order = call.param("order");
        return order != null && order.trim().toLowerCase(java.util.Locale.ROOT).endsWith(" desc");
    }
}
