/// The two ways through the worker. Each is claimed by statements of its own and has connections of its own, so that a newsletter
/// never delays a reset link.
package enum Lane: String, Sendable, Hashable, CaseIterable, Codable {
    /// Mail that a person waits for: resets, registrations, notices of a change.
    case transactional
    /// Mail in numbers: newsletters.
    case bulk
}
