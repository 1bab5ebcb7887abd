import CCurl

/// Why there is no answer: one line, in libcurl's words.
package struct TransferFault: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Nothing was asked: a fault of this machine or program.
        case setUp
        /// The server cannot be found or reached, or hung up, or took too long.
        case unreachable
        /// TLS cannot be had, or not be trusted.
        case insecure
        /// The login was refused, or none that fits is offered.
        case loginDenied
        /// The server refused what it was asked.
        case refused
        /// What was asked for is not there.
        case missing
        case tooLarge

        init(_ result: CURLcode) {
            switch result {
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
                CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
                CURLE_USE_SSL_FAILED:
                self = .insecure
            case CURLE_LOGIN_DENIED: self = .loginDenied
            case CURLE_QUOTE_ERROR, CURLE_REMOTE_ACCESS_DENIED: self = .refused
            case CURLE_REMOTE_FILE_NOT_FOUND: self = .missing
            case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT: self = .setUp
            default: self = .unreachable
            }
        }
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
