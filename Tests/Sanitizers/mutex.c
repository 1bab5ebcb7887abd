// What the thread sanitizer cannot see of Swift's Mutex, told to it. Loaded before the standard library (LD_PRELOAD) by `run`.
//
// On Linux a Mutex is an atomic number and a futex. Its uncontended half is inlined into whoever locks, so it is instrumented and
// understood. Where threads contend, two functions of libswiftSynchronization do the rest, which is not instrumented: without this
// the sanitizer knows of no order between one turn and the next, and reports every contended Mutex. Nothing is hidden here: what is
// not ordered by a lock is still reported.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

// Synchronization._MutexHandle._lockSlow(UInt32) and ._unlockSlow(), as Swift mangles them; the handle is passed as `self`.
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// The sanitizer's runtime is in the tests and in the command, not in what they start: psql runs without it.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

typedef SWIFT void lock_function(uint32_t, SELF void *);
typedef SWIFT void unlock_function(SELF void *);

static lock_function *standard_lock;
static unlock_function *standard_unlock;

// The standard library is loaded by then: this file is asked for its symbols first, and initialized last.
__attribute__((constructor)) static void find(void) {
    standard_lock = (lock_function *)dlsym(RTLD_NEXT, LOCK_SLOW);
    standard_unlock = (unlock_function *)dlsym(RTLD_NEXT, UNLOCK_SLOW);
}

SWIFT void lock(uint32_t thread, SELF void *handle) __asm__(LOCK_SLOW);
SWIFT void lock(uint32_t thread, SELF void *handle) {
    standard_lock(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void unlock(SELF void *handle) __asm__(UNLOCK_SLOW);
SWIFT void unlock(SELF void *handle) {
    if (__tsan_release) __tsan_release(handle);
    standard_unlock(handle);
}
