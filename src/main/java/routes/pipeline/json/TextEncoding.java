package routes.pipeline.json;

import java.util.Map;
import java.util.Optional;
import routes.event.Bytes;

/** The encoding of bodies that are text: UTF-8, with or without a byte order mark. Thread-safe. */
final class TextEncoding {

    static final String NOT_UTF_8 = "it is not UTF-8, the encoding that the hub reads";

    /** The byte order mark, which some programs write before UTF-8, too. */
    private static final String MARK = "\uFEFF";

    private static final int MARK_LENGTH = 3;

    /**
     * The zeros among the first four bytes, by encoding: the first characters of such texts are ASCII, and no text that is
     * meant to be read begins with U+0000.
     */
    private static final Map<String, String> BY_ZEROS = Map.of(
            "0x0x", "UTF-16", "x0x0", "UTF-16", "000x", "UTF-32", "x000", "UTF-32", "0x", "UTF-16", "x0", "UTF-16");

    private TextEncoding() {}

    /** Says that the bytes are UTF-16 or UTF-32, if they are; by their byte order mark or by the zeros at their beginning. */
    static Optional<String> otherThanUtf8(byte[] bytes) {
        return byMark(bytes)
                .or(() -> byZeros(bytes))
                .map(encoding -> "it is " + encoding + ", but the hub reads UTF-8");
    }

    private static Optional<String> byMark(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE, 0, 0) || starts(bytes, 0, 0, 0xFE, 0xFF)) {
            return Optional.of("UTF-32");
        }
        return starts(bytes, 0xFE, 0xFF) || starts(bytes, 0xFF, 0xFE) ? Optional.of("UTF-16") : Optional.empty();
    }

    private static Optional<String> byZeros(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != 0 && bytes[1] != 0) {
            return Optional.empty();
        }
        StringBuilder zeros = new StringBuilder();
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            zeros.append(bytes[i] == 0 ? '0' : 'x');
        }
        return Optional.ofNullable(BY_ZEROS.get(zeros.toString()));
    }

    private static boolean starts(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.length || bytes[i] != (byte) expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The length of the byte order mark of UTF-8; 0 if there is none. */
    static int markLength(byte[] bytes) {
        return starts(bytes, 0xEF, 0xBB, 0xBF) ? MARK_LENGTH : 0;
    }

    /** The text without its byte order mark; empty if the bytes are not UTF-8. */
    static Optional<String> decode(byte[] bytes) {
        return Bytes.of(bytes).text().map(TextEncoding::withoutMark);
    }

    static String withoutMark(String text) {
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }
}
