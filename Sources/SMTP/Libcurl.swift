import CCurl

/// What the libcurl of this machine was built with.
enum Libcurl {
    /// Whether it logs in by SCRAM (RFC 5802), for which it needs libgsasl. Debian's is built without.
    static let knowsSCRAM: Bool = {
        guard let version = curl_version_info(CURLVERSION_FIRST) else { return false }
        return version.pointee.features & Int32(CURL_VERSION_GSASL) != 0
    }()
}
