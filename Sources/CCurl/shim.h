// libcurl, with typed setters: the variadic curl_easy_setopt and curl_easy_getinfo are not visible from Swift, and a
// variadic call reads a long as eight bytes, whatever the caller meant.
#pragma once
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

typedef size_t (*facteur_header_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode facteur_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode facteur_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode facteur_set_error_buffer(CURL *handle, char *buffer) {
    return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

static inline CURLcode facteur_set_header_callback(CURL *handle, facteur_header_callback callback, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
    return result ? result : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

// Gets the body's bytes, as they come.
static inline CURLcode facteur_set_write_callback(CURL *handle, facteur_header_callback callback, void *context) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
    return result ? result : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode facteur_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}

static inline CURLcode facteur_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode facteur_get_socket(CURL *handle, curl_socket_t *socket) {
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, socket);
}

static inline CURLcode facteur_get_time(CURL *handle, CURLINFO info, curl_off_t *microseconds) {
    return curl_easy_getinfo(handle, info, microseconds);
}

static inline CURLcode facteur_get_string(CURL *handle, CURLINFO info, const char **value) {
    return curl_easy_getinfo(handle, info, value);
}

// A field of the certificate that the server showed, `Expire date`; null where there is none (CURLOPT_CERTINFO). It lives as long as the
// handle is not used again.
static inline const char *facteur_certificate_field(CURL *handle, const char *name) {
    struct curl_certinfo *chain = NULL;
    if (curl_easy_getinfo(handle, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain || chain->num_of_certs < 1) return NULL;
    size_t length = strlen(name);
    for (struct curl_slist *line = chain->certinfo[0]; line; line = line->next)
        if (!strncmp(line->data, name, length) && line->data[length] == ':') return line->data + length + 1;
    return NULL;
}

// Which addresses may be connected to: asked of the address itself, when the name has been looked up.
struct facteur_gate {
    // Gets the 4 or 16 bytes of an address of IPv4 or IPv6.
    int (*admits)(const unsigned char *address, size_t length, void *context);
    void *context;
};

static inline curl_socket_t facteur_open_socket(void *gate_pointer, curlsocktype purpose, struct curl_sockaddr *target) {
    const struct facteur_gate *gate = gate_pointer;
    const unsigned char *address = NULL;
    size_t length = 0;
    if (target->family == AF_INET) {
        address = (const unsigned char *)&((const struct sockaddr_in *)(const void *)&target->addr)->sin_addr;
        length = 4;
    } else if (target->family == AF_INET6) {
        address = (const unsigned char *)&((const struct sockaddr_in6 *)(const void *)&target->addr)->sin6_addr;
        length = 16;
    }
    if (purpose != CURLSOCKTYPE_IPCXN || !address || !gate->admits(address, length, gate->context)) return CURL_SOCKET_BAD;
    return socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

// The gate stays where it is as long as the handle lives.
static inline CURLcode facteur_set_gate(CURL *handle, struct facteur_gate *gate) {
    CURLcode result = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, facteur_open_socket);
    return result ? result : curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, gate);
}
