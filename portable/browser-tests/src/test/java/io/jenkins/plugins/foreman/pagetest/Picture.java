package io.jenkins.plugins.foreman.pagetest;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageIO;

/**
 * A picture as PNG that says of itself what it was made of. Pixels depend on the fonts of a machine; what a page shows does
 * not.
 */
final class Picture {

    private static final int SIGNATURE = 8;

    /** Everything of a chunk but its data: length, type and sum. */
    private static final int FRAME = 12;

    /** Keyword, its end, and how the rest is compressed. */
    private static final byte[] KEYWORD = "Shows\0\0".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] TYPE = "zTXt".getBytes(StandardCharsets.US_ASCII);

    private static final int RGB = 0xffffff;
    private static final int MOST_COLOURS = 256;

    /** Six steps of each of red, green and blue, squared and added up. */
    private static final int LEAST_DISTANCE = 108;

    private Picture() {}

    /** The same picture in at most 256 colours: a page has few, and the edges of letters need not be exact. */
    static byte[] small(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel & RGB, 1, Integer::sum);
        }
        int[] palette = palette(counts);
        Map<Integer, Integer> nearest = new HashMap<>();
        counts.keySet().forEach(colour -> nearest.put(colour, nearest(colour, palette)));
        IndexColorModel colours = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        byte[] indices = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = nearest.get(pixels[i] & RGB).byteValue();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(indexed, "png", out);
        return out.toByteArray();
    }

    /** The most frequent ones that differ to the eye. */
    private static int[] palette(Map<Integer, Integer> counts) {
        List<Integer> byFrequency = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
        List<Integer> palette = new ArrayList<>();
        for (int colour : byFrequency) {
            if (palette.size() < MOST_COLOURS
                    && palette.stream().allMatch(chosen -> distance(chosen, colour) >= LEAST_DISTANCE)) {
                palette.add(colour);
            }
        }
        return palette.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(palette[i], colour) < distance(palette[best], colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 255) - (other >> 16 & 255);
        int green = (one >> 8 & 255) - (other >> 8 & 255);
        int blue = (one & 255) - (other & 255);
        return red * red + green * green + blue * blue;
    }

    /** The same picture with a description in it. */
    static byte[] describe(byte[] png, String description) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(KEYWORD);
        try (DeflaterOutputStream text = new DeflaterOutputStream(data)) {
            text.write(description.getBytes(StandardCharsets.UTF_8));
        }
        CRC32 sum = new CRC32();
        sum.update(TYPE);
        sum.update(data.toByteArray());
        int header = SIGNATURE + FRAME + length(png, SIGNATURE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream chunk = new DataOutputStream(out);
        chunk.write(png, 0, header);
        chunk.writeInt(data.size());
        chunk.write(TYPE);
        chunk.write(data.toByteArray());
        chunk.writeInt((int) sum.getValue());
        chunk.write(png, header, png.length - header);
        return out.toByteArray();
    }

    /** What a picture says that it shows; empty where it says nothing. */
    static String description(byte[] png) throws IOException {
        for (int at = SIGNATURE; at + FRAME <= png.length; at += FRAME + length(png, at)) {
            int data = at + 8;
            if (Arrays.equals(png, at + 4, data, TYPE, 0, TYPE.length)
                    && Arrays.equals(png, data, data + KEYWORD.length, KEYWORD, 0, KEYWORD.length)) {
                byte[] text = Arrays.copyOfRange(png, data + KEYWORD.length, data + length(png, at));
                return new String(
                        new InflaterInputStream(new ByteArrayInputStream(text)).readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static int length(byte[] png, int chunk) throws IOException {
        return new DataInputStream(new ByteArrayInputStream(png, chunk, Integer.BYTES)).readInt();
    }
}
