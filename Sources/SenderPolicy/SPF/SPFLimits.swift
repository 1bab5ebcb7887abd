/// What one evaluation may ask of the DNS (RFC 7208 section 4.6.4).
package enum SPFLimits {
    /// Terms that ask: include, a, mx, ptr, exists and redirect.
    package static let lookups = 10
    /// Answers without a record.
    package static let voids = 2
    /// Mail servers of one mx, names of one ptr.
    package static let names = 10
}
