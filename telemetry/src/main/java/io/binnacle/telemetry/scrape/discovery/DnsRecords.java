package io.binnacle.telemetry.scrape.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;

import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Asks name servers. Used by any number of threads. */
final class DnsRecords {

    private static final String PATIENCE_MILLIS = "2000";
    private static final String TRIES = "2";
    private static final Path RESOLVER = Path.of("/etc/resolv.conf");

    private final String server;
    private final List<String> searched;

    /**
     * @param server {@code dns:} for those of this machine, or {@code dns://host:port}
     * @param searched domains in which names are looked for that are not found as they are
     */
    DnsRecords(String server, List<String> searched) {
        this.server = server;
        this.searched = List.copyOf(searched);
    }

    static DnsRecords ofThisMachine() {
        List<String> searched = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(RESOLVER, StandardCharsets.UTF_8)) {
                String[] words = line.strip().split("\\s+");
                if (words.length > 1 && words[0].equals("search")) {
                    searched.addAll(List.of(words).subList(1, words.length));
                }
            }
        } catch (IOException e) {
            // No file, nothing to search.
        }
        return new DnsRecords("dns:", searched);
    }

    /**
     * The records of that name and type, as text; none when there are none.
     *
     * @throws IOException nobody knows
     */
    List<String> find(String name, String type) throws IOException {
        List<String> names = new ArrayList<>();
        names.add(name);
        if (!name.endsWith(".")) {
            searched.forEach(domain -> names.add(name + "." + domain));
        }
        for (String candidate : names) {
            List<String> found = ask(candidate, type);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    // The interface takes no other table; it makes texts of records and never objects, and names come from the administrator.
    @SuppressWarnings({"JdkObsolete", "BanJNDI"})
    private List<String> ask(String name, String type) throws IOException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, server);
        environment.put("com.sun.jndi.dns.timeout.initial", PATIENCE_MILLIS);
        environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
        try {
            DirContext context = new InitialDirContext(environment);
            try {
                return texts(context.getAttributes(name, new String[]{type.toUpperCase(Locale.ROOT)}));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new IOException("cannot find " + type + " of " + name + ": " + e.getMessage(), e);
        }
    }

    private static List<String> texts(Attributes attributes) throws NamingException {
        List<String> found = new ArrayList<>();
        NamingEnumeration<? extends Attribute> all = attributes.getAll();
        while (all.hasMore()) {
            NamingEnumeration<?> values = all.next().getAll();
            while (values.hasMore()) {
                found.add(String.valueOf(values.next()));
            }
        }
        found.sort(null);
        return found;
    }
}
