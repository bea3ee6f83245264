/** Renderers: the service that draws a stage and the session that belongs to one stream. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.oriel.api.render;
