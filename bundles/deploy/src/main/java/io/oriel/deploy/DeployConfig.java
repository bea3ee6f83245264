package io.oriel.deploy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code io.oriel.deploy}. A change is live; no bundle is restarted. */
@ObjectClassDefinition(name = "Hot installation of bundles")
@interface DeployConfig {
  String PID = "io.oriel.deploy";

  @AttributeDefinition(
      description = "Folder whose jars are installed while they lie there; empty: none is watched")
  String deployFolder() default "";

  @AttributeDefinition(
      description = "Milliseconds between two looks into the folder",
      min = "50",
      max = "60000")
  int pollMillis() default 500;

  @AttributeDefinition(
      description = "Milliseconds that a file must have stood still before it is read",
      min = "0",
      max = "600000")
  int settleMillis() default 1000;

  @AttributeDefinition(
      description = "Milliseconds in which a new bundle must serve, or at least not fail",
      min = "100",
      max = "600000")
  int observeMillis() default 10_000;

  @AttributeDefinition(description = "Largest jar in MiB", min = "1", max = "2048")
  int maxJarMiB() default 128;

  @AttributeDefinition(
      description = "SHA-256 of jars that may be installed, in hexadecimal; see allowedSigners")
  String[] allowedHashes() default {};

  @AttributeDefinition(
      description =
          "SHA-256 fingerprints of certificates that jars may be signed with; with no hash and no"
              + " signer every jar is allowed")
  String[] allowedSigners() default {};

  @AttributeDefinition(
      description =
          "File with the token that /admin/bundles asks for; made with a random one if it is"
              + " missing. Empty: nobody may change anything there")
  String adminTokenFile() default "";
}
