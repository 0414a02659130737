package routes.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises link-local addresses and the metadata services of clouds, in every notation that the C library and the JDK
 * accept.
 */
final class LinkLocalAddresses {

    private static final Set<String> NAMES = Set.of(
            "instance-data",
            "instance-data.ec2.internal",
            "metadata",
            "metadata.azure.internal",
            "metadata.goog",
            "metadata.google.internal",
            "metadata.packet.net",
            "metadata.platformequinix.com",
            "metadata.tencentyun.com");

    /** Metadata services of Alibaba, Azure and Oracle outside of 169.254.0.0/16. */
    private static final Set<String> SERVICES = Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192");

    /** The first 32 bits of the metadata services of Amazon (fd00:ec2::/32) and Google (fd20:ce::254). */
    private static final Set<String> SERVICES_V6 = Set.of("fd00:ec2", "fd20:ce");

    private static final int BYTES = 4;

    private LinkLocalAddresses() {}

    /** @param host a host name or an address; an IPv6 address in brackets */
    static boolean isLinkLocal(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return NAMES.contains(name)
                || name.startsWith("[") && isOfV6(name)
                || ipv4(name, true).filter(LinkLocalAddresses::isOfV4).isPresent()
                || ipv4(name, false).filter(LinkLocalAddresses::isOfV4).isPresent();
    }

    private static boolean isOfV4(byte[] address) {
        return (address[0] & 0xff) == 169 && (address[1] & 0xff) == 254 || SERVICES.contains(dotted(address));
    }

    private static String dotted(byte[] address) {
        return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "." + (address[3] & 0xff);
    }

    /**
     * Parses one to four numbers (decimal, octal or hexadecimal), the last of which fills the remaining bytes of the address.
     */
    private static Optional<byte[]> ipv4(String host, boolean octal) {
        String[] parts = host.split("\\.", -1);
        long address = 0;
        for (int i = 0; i < parts.length && i < BYTES; i++) {
            int bits = i < parts.length - 1 ? Byte.SIZE : Byte.SIZE * (BYTES - i);
            long part = number(parts[i], octal);
            if (part < 0 || part >= 1L << bits) {
                return Optional.empty();
            }
            address = address << bits | part;
        }
        return parts.length > BYTES
                ? Optional.empty()
                : Optional.of(new byte[] {
                    (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
                });
    }

    private static long number(String part, boolean octal) {
        if (part.matches("0x[0-9a-f]{1,16}")) {
            return Long.parseUnsignedLong(part.substring(2), 16);
        } else if (octal && part.matches("0[0-7]{1,20}")) {
            return Long.parseLong(part, 8);
        }
        return part.matches("[0-9]{1,18}") ? Long.parseLong(part) : -1;
    }

    private static boolean isOfV6(String host) {
        byte[] address = literal(host.replaceAll("[\\[\\]]|%.*", ""));
        if (address.length == BYTES) {
            return isOfV4(address);
        } else if (address.length == 0) {
            return false;
        }
        String start = Integer.toHexString(pair(address, 0)) + ":" + Integer.toHexString(pair(address, 2));
        boolean linkLocal = pair(address, 0) >> 6 == 0xfe80 >> 6;
        boolean translated = start.equals("64:ff9b") || isZero(address, 0, 12);
        boolean tunnelled = pair(address, 0) == 0x2002;
        return linkLocal
                || SERVICES_V6.contains(start)
                || translated && isOfV4(Arrays.copyOfRange(address, 12, 16))
                || tunnelled && isOfV4(Arrays.copyOfRange(address, 2, 6));
    }

    /** Parses an IPv6 address. Because of the brackets the JDK never tries to resolve the text as a host name. */
    private static byte[] literal(String address) {
        try {
            return InetAddress.getByName("[" + address + "]").getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static int pair(byte[] address, int at) {
        return (address[at] & 0xff) << Byte.SIZE | address[at + 1] & 0xff;
    }

    private static boolean isZero(byte[] address, int from, int to) {
        for (int i = from; i < to; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
