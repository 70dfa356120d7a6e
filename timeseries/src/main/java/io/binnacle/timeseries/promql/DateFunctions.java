package io.binnacle.timeseries.promql;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Functions of a number that is a time in seconds; of the time of evaluation when there is no number. All in UTC. */
final class DateFunctions {

    private DateFunctions() {
    }

    static List<Function> all() {
        return List.of(of("minute", ZonedDateTime::getMinute), of("hour", ZonedDateTime::getHour),
                of("day_of_week", date -> date.getDayOfWeek().getValue() % 7),
                of("day_of_month", ZonedDateTime::getDayOfMonth), of("day_of_year", ZonedDateTime::getDayOfYear),
                of("days_in_month", date -> YearMonth.from(date).lengthOfMonth()),
                of("month", ZonedDateTime::getMonthValue), of("year", ZonedDateTime::getYear));
    }

    private static Function of(String name, ToDoubleFunction<ZonedDateTime> part) {
        return Function.of("v:v?", name, (call, grid, evaluation) -> {
            Value.Vector times = call.arguments().isEmpty()
                    ? ScalarFunctions.vectorOf(ScalarFunctions.seconds(grid))
                    : evaluation.vector(call.arguments().getFirst(), grid);
            return NumberFunctions.mapped(evaluation, times, (seconds, step) -> part
                    .applyAsDouble(Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC)));
        });
    }
}
