package io.binnacle.insight.rule;

/**
 * Which configuration item a rule's alert is about: the item of that class with that natural key.
 *
 * @param ciClass the class, or a template of it: {@code {{ service_class }}}
 * @param key     template of the key: <code>{{ host_id }}:{{ system_filesystem_mountpoint }}</code>
 */
public record ItemTemplate(String ciClass, String key) {}
