package io.oriel.stage.usd;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code io.oriel.stage.usd}. A change is live: it holds from the next load on. */
@ObjectClassDefinition(name = "USD stage reader")
@interface UsdConfig {
  String PID = "io.oriel.stage.usd";

  @AttributeDefinition(
      description = "Python interpreter that has usd-core: a path, or a name on the PATH")
  String python() default "python3";

  @AttributeDefinition(
      description = "Address space of a worker in MiB; 0 for no limit",
      min = "0",
      max = "1048576")
  int memoryLimitMiB() default 4096;

  @AttributeDefinition(description = "Most prims of a stage", min = "1", max = "10000000")
  int maxPrims() default 200_000;

  @AttributeDefinition(
      description = "Most drawn meshes of a stage, instances counted one by one",
      min = "1",
      max = "10000000")
  int maxMeshes() default 100_000;

  @AttributeDefinition(
      description = "Most points and face corners of all meshes of a stage together",
      min = "1",
      max = "1000000000")
  int maxPoints() default 20_000_000;

  @AttributeDefinition(
      description =
          "Memory for what moves, in MiB: poses of deforming meshes, samples of transforms",
      min = "0",
      max = "65536")
  int maxAnimationMiB() default 256;

  @AttributeDefinition(
      description =
          "Memory for the textures of a stage, in MiB, four bytes a pixel; those that do not fit are"
              + " not shown",
      min = "0",
      max = "65536")
  int maxTextureMiB() default 256;

  @AttributeDefinition(
      description =
          "Folders that stages, their layers and textures must lie in; empty for any local file")
  String[] allowedRoots() default {};

  @AttributeDefinition(
      description =
          "Folder in which stages from web servers are kept; empty for the bundle's own storage")
  String downloadFolder() default "";

  @AttributeDefinition(
      description = "Largest stage that is fetched from a web server, in MiB",
      min = "1",
      max = "1048576")
  int maxDownloadMiB() default 512;
}
