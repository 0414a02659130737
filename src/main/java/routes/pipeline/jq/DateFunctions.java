package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import routes.pipeline.jq.Functions.Function;

/**
 * Functions of dates. All times are in UTC. A "broken down" time is an array of year, month (from 0), day, hour, minute,
 * second, day of the week (from 0, Sunday) and day of the year (from 0).
 */
final class DateFunctions {

    private DateFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("now/0", (in, scope, args, out) -> out.accept(PathValue.plain(now()))),
                Map.entry("gmtime/0", Functions.values((in, args, b) -> brokenDown("gmtime", in))),
                Map.entry("mktime/0", Functions.values((in, args, b) -> Numbers.of(seconds("mktime", in)))),
                Map.entry("strftime/1", Functions.values((in, args, b) -> strftime(in, args.get(0), b))),
                Map.entry("strptime/1", Functions.values((in, args, b) -> strptime(in, args.get(0)))),
                Map.entry("todate/0", Functions.values((in, args, b) -> date(in))),
                Map.entry("todateiso8601/0", Functions.values((in, args, b) -> date(in))),
                Map.entry("fromdate/0", Functions.values((in, args, b) -> fromDate(in))),
                Map.entry("fromdateiso8601/0", Functions.values((in, args, b) -> fromDate(in))));
    }

    private static JsonNode now() {
        Instant now = Instant.now();
        return Numbers.of(BigDecimal.valueOf(now.getEpochSecond()).add(BigDecimal.valueOf(now.getNano(), 9)));
    }

    private static JsonNode date(JsonNode in) throws JqEvaluationException {
        return Values.text(time("todate", in).toInstant(ZoneOffset.UTC).toString());
    }

    private static JsonNode fromDate(JsonNode in) throws JqEvaluationException {
        try {
            return Numbers.of(Instant.parse(Functions.text("fromdate", in))
                    .truncatedTo(ChronoUnit.SECONDS)
                    .getEpochSecond());
        } catch (DateTimeException e) {
            throw new JqEvaluationException("'fromdate' got a string that is not an ISO 8601 date");
        }
    }

    /** Seconds since 1970 as a time, without their fraction. */
    private static LocalDateTime time(String function, JsonNode number) throws JqEvaluationException {
        try {
            long seconds = Numbers.bounded(Functions.number(function, number))
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
            return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        } catch (DateTimeException | ArithmeticException e) {
            throw new JqEvaluationException("'" + function + "' got a number that is not a valid date");
        }
    }

    private static JsonNode brokenDown(String function, JsonNode number) throws JqEvaluationException {
        LocalDateTime time = time(function, number);
        BigDecimal value = Numbers.bounded(number);
        return brokenDown(time, value.subtract(value.setScale(0, RoundingMode.FLOOR)));
    }

    private static JsonNode brokenDown(LocalDateTime time, BigDecimal fraction) {
        ArrayNode parts = Values.array();
        parts.add(time.getYear()).add(time.getMonthValue() - 1).add(time.getDayOfMonth());
        parts.add(time.getHour()).add(time.getMinute());
        parts.add(Numbers.of(BigDecimal.valueOf(time.getSecond()).add(fraction)));
        return parts.add(time.getDayOfWeek().getValue() % 7).add(time.getDayOfYear() - 1);
    }

    /** A broken down time in seconds since 1970. Parts beyond their range carry over, as in C. */
    private static long seconds(String function, JsonNode parts) throws JqEvaluationException {
        boolean fits = parts.isArray() && parts.size() >= 3;
        for (int i = 0; fits && i < Math.min(6, parts.size()); i++) {
            fits = parts.get(i).isNumber();
        }
        if (!fits) {
            throw new JqEvaluationException("'" + function
                    + "' needs a broken down time, an array such as [2015,2,5,23,51,47], but got "
                    + (parts.isArray() ? "another array" : Values.type(parts)));
        }
        try {
            return LocalDateTime.of(part(parts, 0), 1, 1, 0, 0)
                    .plusMonths(part(parts, 1))
                    .plusDays(part(parts, 2) - 1L)
                    .plusHours(part(parts, 3))
                    .plusMinutes(part(parts, 4))
                    .plusSeconds(part(parts, 5))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException | ArithmeticException e) {
            throw new JqEvaluationException("'" + function + "' got an array that is not a valid date");
        }
    }

    private static int part(JsonNode parts, int index) {
        return index < parts.size() ? Numbers.position(parts.get(index)) : 0;
    }

    private static JsonNode strftime(JsonNode in, JsonNode format, Budget budget) throws JqEvaluationException {
        LocalDateTime time = in.isNumber()
                ? time("strftime", in)
                : LocalDateTime.ofEpochSecond(seconds("strftime", in), 0, ZoneOffset.UTC);
        budget.spendText(32L * Functions.text("strftime", format).length());
        String made = DatePrinter.print(time, Functions.text("strftime", format));
        budget.spendText(made.length());
        return Values.text(made);
    }

    private static JsonNode strptime(JsonNode in, JsonNode format) throws JqEvaluationException {
        String text = Functions.text("strptime", in);
        return brokenDown(DateScanner.scan(text, Functions.text("strptime", format)), BigDecimal.ZERO);
    }
}
