package routes.pipeline.jq;

/**
 * The options in {@code (?i)} or {@code (?i-mx:…)} of a regular expression.
 *
 * @param javas those that the JDK has too, such as {@code i-m}
 * @param extended whether white space and comments are ignored from here on
 * @param opensGroup whether they hold for a group that begins here, and not up to the end of the group around them
 * @param end the position behind them
 */
record InlineOptions(String javas, boolean extended, boolean opensGroup, int end) {

    /**
     * @param at the position of the parenthesis
     * @param extendedBefore whether white space and comments are ignored up to here
     */
    static InlineOptions of(String regex, int at, boolean extendedBefore) {
        int end = at + 2;
        while (end < regex.length() && "imsx-".indexOf(regex.charAt(end)) >= 0) {
            end++;
        }
        char last = end < regex.length() ? regex.charAt(end) : ' ';
        if (last != ')' && last != ':') {
            throw OnigurumaTranslator.refused(
                    "'" + regex.substring(at, Math.min(regex.length(), end + 1)) + "' is not supported");
        }
        String options = regex.substring(at + 2, end);
        int minus = options.indexOf('-');
        boolean extended = options.indexOf('x') < 0 ? extendedBefore : minus < 0 || options.indexOf('x') < minus;
        String javas = options.replace("x", "");
        return new InlineOptions(
                javas.endsWith("-") ? javas.substring(0, javas.length() - 1) : javas, extended, last == ':', end + 1);
    }
}
