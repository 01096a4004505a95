package io.jenkins.plugins.foreman.view;

import java.util.Comparator;

/** Orders names as people do: {@code web2} before {@code web10}, upper and lower case together. */
enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            char x = a.charAt(i);
            char y = b.charAt(j);
            if (isDigit(x) && isDigit(y)) {
                int endOfA = endOfDigits(a, i);
                int endOfB = endOfDigits(b, j);
                int order = compareDigits(a, i, endOfA, b, j, endOfB);
                if (order != 0) {
                    return order;
                }
                i = endOfA;
                j = endOfB;
            } else {
                int order = Character.compare(Character.toLowerCase(x), Character.toLowerCase(y));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
        }
        int order = Integer.compare(a.length() - i, b.length() - j);
        return order != 0 ? order : a.compareTo(b);
    }

    private static int compareDigits(String a, int fromA, int endOfA, String b, int fromB, int endOfB) {
        int i = fromA;
        int j = fromB;
        while (i < endOfA - 1 && a.charAt(i) == '0') {
            i++;
        }
        while (j < endOfB - 1 && b.charAt(j) == '0') {
            j++;
        }
        int order = Integer.compare(endOfA - i, endOfB - j);
        for (; order == 0 && i < endOfA; i++, j++) {
            order = Character.compare(a.charAt(i), b.charAt(j));
        }
        return order;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
