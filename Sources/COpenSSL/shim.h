// OpenSSL's RSA. What Swift cannot see of it are macros.
#pragma once
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

// Signs a SHA-256 digest by PKCS#1 v1.5 (RFC 8017 section 8.2). Returns 0, or OpenSSL's error code; `length` is the room in `signature`,
// then what was written. No error stays in the thread's queue, in which libcurl would find it.
static inline unsigned long facteur_rsa_sign(
    EVP_PKEY *key, const unsigned char *digest, size_t digest_length, unsigned char *signature, size_t *length) {
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    int signed_it = context != NULL && EVP_PKEY_sign_init(context) > 0 &&
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0 &&
        EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) > 0 &&
        EVP_PKEY_sign(context, signature, length, digest, digest_length) > 0;
    EVP_PKEY_CTX_free(context);
    unsigned long code = signed_it ? 0 : ERR_peek_error();
    ERR_clear_error();
    return signed_it ? 0 : code != 0 ? code : 1;
}

// An RSA private key of PKCS#1 in DER (RFC 8017 appendix A.1.2); null where OpenSSL does not take it.
static inline EVP_PKEY *facteur_rsa_key(const unsigned char *der, long length) {
    EVP_PKEY *key = d2i_PrivateKey(EVP_PKEY_RSA, NULL, &der, length);
    ERR_clear_error();
    return key;
}
