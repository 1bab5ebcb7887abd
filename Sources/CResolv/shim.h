// The system's resolver (libresolv): one question, its answer as it came. The state that it works on is not visible from Swift.
#pragma once
#include <arpa/nameser.h>
#include <errno.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

// Whom to ask instead of the system's servers: an address of IPv4 in the network's byte order, 0 for the system's; and a port.
struct facteur_resolver {
    unsigned int address;
    unsigned short port;
};

// Returns the answer's length. Where no server gave one that is of use: 0, the header of what a server did say in `answer`, or zeros
// where none said anything, and the reason in `error`. A name that cannot be asked for is EINVAL.
static inline int facteur_resolve(
    struct facteur_resolver resolver, const char *name, int type, unsigned char *answer, int size, int *error) {
    struct __res_state state;
    unsigned char question[NS_PACKETSZ];
    memset(&state, 0, sizeof state);
    memset(answer, 0, NS_HFIXEDSZ);
    if (res_ninit(&state) != 0) {
        *error = errno;
        return 0;
    }
    if (resolver.address != 0) {
        state.nscount = 1;
        memset(&state.nsaddr_list[0], 0, sizeof state.nsaddr_list[0]);
        state.nsaddr_list[0].sin_family = AF_INET;
        state.nsaddr_list[0].sin_port = htons(resolver.port);
        state.nsaddr_list[0].sin_addr.s_addr = resolver.address;
    }
    state.retrans = 3;
    state.retry = 2;
    int length = res_nmkquery(&state, ns_o_query, name, ns_c_in, type, NULL, 0, NULL, question, sizeof question);
    *error = length < 0 ? EINVAL : 0;
    if (length > 0) {
        errno = 0;
        length = res_nsend(&state, question, length, answer, size);
        if (length < 0) *error = errno;
        // What an earlier question left is no answer to this one.
        if (length < 0 && memcmp(answer, question, 2) != 0) memset(answer, 0, NS_HFIXEDSZ);
    }
    res_nclose(&state);
    return length < 0 ? 0 : length;
}
