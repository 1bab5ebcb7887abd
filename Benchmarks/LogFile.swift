import Foundation

/// A file that a worker logs into.
enum LogFile {
    /// In bytes.
    static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }
}
