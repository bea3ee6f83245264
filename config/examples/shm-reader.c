/*
 * Reads a stream that Oriel (or ovstream) offers in shared memory, and prints a line for each frame:
 * its sequence, when it was captured, when it was seen (both in ns of CLOCK_MONOTONIC), its size, and
 * a checksum of its pixels.
 *
 *   cc -O2 -std=c11 -Wall -Wextra -o shm-reader shm-reader.c
 *   ./shm-reader main        until the producer stops
 *   ./shm-reader main 100    a hundred frames
 *
 * Messages of the producer go to the standard error. Linux, little-endian, version 1 and 2. Nothing of
 * the region is believed, but one that its own user cuts off ends this process with SIGBUS. Producers
 * of ovstream 0.3 and 0.4 do not wake a futex: of theirs about 10 frames a second are seen.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MAGIC 0x4D53564Fu /* "OVSM" */

struct header {
  uint32_t magic, version, format, slots, max_width, max_height, max_pitch, stride;
  uint64_t first_slot;
  _Atomic uint64_t latest_sequence;
  _Atomic uint32_t latest_slot, producer_alive;
  uint32_t producer_pid;
  uint8_t reserved[68];
};

struct slot {
  _Atomic uint64_t sequence; /* 0 while it is written */
  uint64_t captured_ns;
  uint32_t width, height, pitch, reserved[9];
  uint8_t pixels[]; /* BGRA */
};

_Static_assert(sizeof(struct header) == 128 && sizeof(struct slot) == 64, "as the format has it");

/* What was checked: who else has the region may change it at any time. */
struct region {
  const struct header *header;
  uint64_t first_slot;
  uint32_t version, slots, stride;
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void refuse(const char *why) {
  fprintf(stderr, "shm-reader: %s\n", why);
  exit(1);
}

static uint64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Anybody can make objects of these names. */
static void check_user(uid_t user) {
  if (user != geteuid()) refuse("the stream belongs to another user");
}

/* Maps the region so that it can only be read, and believes nothing that does not fit the file. */
static struct region map_region(const char *name) {
  char path[128];
  snprintf(path, sizeof path, "/ovstream-%s", name);
  int file = shm_open(path, O_RDONLY, 0);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) fail(path);
  check_user(status.st_uid);
  if (status.st_size < (off_t)sizeof(struct header)) refuse("this is no region");
  void *memory = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) fail("mmap");
  close(file);
  const volatile struct header *header = memory;
  struct region region = {memory, header->first_slot, header->version, header->slots, header->stride};
  if (header->magic != MAGIC || region.version < 1 || region.version > 2 || header->format != 1)
    refuse("this is no region of a version that is known here");
  uint64_t size = (uint64_t)status.st_size;
  if (region.slots < 2 || region.slots > 8 || region.first_slot < sizeof(struct header) ||
      region.first_slot > size || region.first_slot % 8 != 0 || region.stride % 8 != 0 ||
      region.stride < sizeof(struct slot) ||
      region.first_slot + (uint64_t)region.slots * region.stride > size)
    refuse("the slots of the region do not fit it");
  return region;
}

/* A process that is connected and has attached counts as a viewer until it hangs up. */
static int attach(const char *name, uint32_t version) {
  const char *folder = getenv("TMPDIR");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int length = snprintf(address.sun_path, sizeof address.sun_path, "%s/ovstream-%s.sock",
                        folder && *folder ? folder : "/tmp", name);
  if (length >= (int)sizeof address.sun_path) refuse("the path of the socket is too long");
  int control = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (control < 0 || connect(control, (struct sockaddr *)&address, sizeof address) != 0)
    fail(address.sun_path);
  struct ucred producer;
  socklen_t room = sizeof producer;
  if (getsockopt(control, SOL_SOCKET, SO_PEERCRED, &producer, &room) != 0) fail("SO_PEERCRED");
  check_user(producer.uid);
  dprintf(control, "ATTACH protocolVersion=%" PRIu32 "\n", version);
  char answer[256];
  size_t got = 0;
  while (got + 1 < sizeof answer && read(control, answer + got, 1) == 1 && answer[got] != '\n') got++;
  answer[got] = '\0';
  if (strncmp(answer, "ATTACH_OK", 9) != 0) refuse(got > 0 ? answer : "the producer hung up");
  return control;
}

/* Passes on what the producer says; false when it has hung up. */
static bool listen_to(int control) {
  char text[4096];
  ssize_t got;
  while ((got = recv(control, text, sizeof text, MSG_DONTWAIT)) > 0)
    fwrite(text, 1, (size_t)got, stderr);
  return got < 0;
}

/* FNV-1a over words of 64 bits, the last of a row filled up with zeros. */
static uint64_t checksum(const struct slot *slot, uint32_t width, uint32_t height, uint32_t pitch) {
  uint64_t sum = 0xcbf29ce484222325u;
  size_t bytes = (size_t)width * 4;
  for (uint32_t row = 0; row < height; row++) {
    const uint8_t *from = slot->pixels + (size_t)row * pitch;
    for (size_t at = 0; at < bytes; at += 8) {
      uint64_t word = 0;
      memcpy(&word, from + at, bytes - at < 8 ? bytes - at : 8);
      sum = (sum ^ word) * 0x100000001b3u;
    }
  }
  return sum;
}

/* Prints the newest frame; false if the producer has begun to write it again meanwhile. */
static bool show(const struct region *region, uint64_t sequence) {
  uint32_t at = atomic_load_explicit(&region->header->latest_slot, memory_order_acquire);
  if (at >= region->slots) return false;
  const struct slot *slot =
      (const struct slot *)((const uint8_t *)region->header + region->first_slot +
                            (uint64_t)at * region->stride);
  if (atomic_load_explicit(&slot->sequence, memory_order_acquire) != sequence) return false;
  uint64_t seen = now_ns();
  uint64_t captured = slot->captured_ns;
  const volatile struct slot *size = slot; /* each is read once */
  uint32_t width = size->width, height = size->height, pitch = size->pitch;
  if (pitch < (uint64_t)width * 4 || (uint64_t)pitch * height > region->stride - sizeof *slot)
    return false;
  uint64_t sum = checksum(slot, width, height, pitch);
  atomic_thread_fence(memory_order_acquire);
  if (atomic_load_explicit(&slot->sequence, memory_order_relaxed) != sequence) return false;
  printf("%" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu32 "x%" PRIu32 " %016" PRIx64 "\n", sequence,
         captured, seen, width, height, sum);
  fflush(stdout);
  return true;
}

int main(int count, char **arguments) {
  if (count < 2 || count > 3) refuse("usage: shm-reader STREAM [FRAMES]");
  uint64_t left = count == 3 ? strtoull(arguments[2], NULL, 10) : UINT64_MAX;
  const struct region region = map_region(arguments[1]);
  const struct header *header = region.header;
  int control = attach(arguments[1], region.version);
  uint64_t last = 0, overtaken = 0;
  while (left > 0) {
    uint64_t sequence = atomic_load_explicit(&header->latest_sequence, memory_order_acquire);
    if (sequence != last) {
      if (show(&region, sequence)) {
        left--;
      } else {
        overtaken++;
      }
      last = sequence;
      continue;
    }
    bool alive = atomic_load_explicit(&header->producer_alive, memory_order_acquire) == 1;
    if (!listen_to(control) || !alive) break;
    struct timespec slice = {.tv_nsec = 100 * 1000 * 1000};
    syscall(SYS_futex, &header->latest_sequence, FUTEX_WAIT, (uint32_t)sequence, &slice, NULL, 0);
  }
  fprintf(stderr, "shm-reader: the end; %" PRIu64 " frames were overtaken\n", overtaken);
  return 0;
}
