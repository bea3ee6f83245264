package io.oriel.api.stage;

/**
 * A prim of the hierarchy.
 *
 * @param path absolute path, such as {@code /World/Bench}
 * @param name last part of the path
 * @param type schema type name, such as {@code Mesh}; empty if untyped
 * @param kind model kind, such as {@code component}; empty if none
 * @param hasChildren true if it has children to show
 */
public record Prim(String path, String name, String type, String kind, boolean hasChildren) {}
