/// Public keys as records have them, made for these tests; nobody has their private halves.
enum PublishedKeys {
    static let rsa512 =
        "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANfd6kY6vPn91FLXIo/U9CJMVuUk8P+UDp1erJdYp6rol4pFlab9/CwzIHwPuPyE"
        + "48WKzy1NUd1RaT1T4E/Q33sCAwEAAQ=="
    static let rsa1024 =
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC+LG7SsFaBTkZnbf50EZDk45MIQ85Vu8Mnr+jxLIW74LH4QDmdlFtnK8pZ"
        + "6z7s9ig14dyvZl6iv7LW3BNmAEVt3Qwl5GTR2t3PLoPHn5kfmzhthl+3OnIy87M68WMHRhbTz6YfovDxAgzFqjif1BGq8e9B"
        + "rMEh+F4CvFUzIefRTQIDAQAB"
    static let rsa2048 =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0n1GnSo1toQMmQYoDnbsoHfGTfKaarNJZSP/0oUgltu30xkKU+Zq"
        + "miXP8N2JdcN/iwXExqWwT0LMFPTSpSD3CHBYSkM88rWjFfkYQjRkxalt1zyYrgbBBsXfY3McnkRjCxieDLd8VFoqYW30VyXT"
        + "umiDhr1XV0mdWpIN2VeXqaWOEiqyEEWfwQX1tX2hZVjHvqunM60gPTnDSJvNKqTZAh27n8GHZsYjIS7dD/bttmM1WIZ9XTU6"
        + "yjU0Jl9bSTI7pLbPPn2TNgZyPn6hYFh2eG3+yxyoxuIqlyjW8o5yAOvVrBK2FPL37VeRmKYoMsKOhsY/0AaXMpEIKs+FP8Q2"
        + "sQIDAQAB"
    /// The same as `rsa2048`, in the form of PKCS#1.
    static let rsa2048Short =
        "MIIBCgKCAQEA0n1GnSo1toQMmQYoDnbsoHfGTfKaarNJZSP/0oUgltu30xkKU+ZqmiXP8N2JdcN/iwXExqWwT0LMFPTSpSD3"
        + "CHBYSkM88rWjFfkYQjRkxalt1zyYrgbBBsXfY3McnkRjCxieDLd8VFoqYW30VyXTumiDhr1XV0mdWpIN2VeXqaWOEiqyEEWf"
        + "wQX1tX2hZVjHvqunM60gPTnDSJvNKqTZAh27n8GHZsYjIS7dD/bttmM1WIZ9XTU6yjU0Jl9bSTI7pLbPPn2TNgZyPn6hYFh2"
        + "eG3+yxyoxuIqlyjW8o5yAOvVrBK2FPL37VeRmKYoMsKOhsY/0AaXMpEIKs+FP8Q2sQIDAQAB"
    static let ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
}
