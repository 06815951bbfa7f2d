package io.loopai.sandbox.guest;

import io.loopai.regex.JavaPattern;
import io.loopai.sandbox.meter.Meter;

/** A text that charges fuel for every character that a search reads, which it does step by step. */
final class MeteredText implements CharSequence {

    private final String text;
    private final int price;

    MeteredText(String text, JavaPattern pattern) {
        this.text = text;
        this.price = 1 + pattern.programSize() / 8;
    }

    @Override
    public char charAt(int index) {
        Meter.charge(price);
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
