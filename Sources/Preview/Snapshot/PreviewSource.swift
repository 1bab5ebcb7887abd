/// What an editor works on: makes snapshots of it, and says which files make it another.
package protocol PreviewSource: Sendable {
    /// Files, and folders with all that is in them.
    var watched: [String] { get }
    func snapshot() -> PreviewSnapshot
}
