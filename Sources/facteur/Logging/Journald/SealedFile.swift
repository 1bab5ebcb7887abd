import Glibc

/// A file in memory that nobody can change any more: journald takes no other (memfd_create(2), F_ADD_SEALS of fcntl(2)).
struct SealedFile: ~Copyable {
    let descriptor: Int32

    /// nil where the system has none.
    init?(_ bytes: [UInt8]) {
        guard let descriptor = Self.file(bytes) else { return nil }
        self.descriptor = descriptor
    }

    private static func file(_ bytes: [UInt8]) -> Int32? {
        guard let create else { return nil }
        let descriptor = create("facteur-log", closeOnExecution | allowSealing)
        guard descriptor >= 0 else { return nil }
        if fill(descriptor, bytes), fcntl(descriptor, addSeals, allSeals) == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    deinit { close(descriptor) }

    private typealias Create = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32

    /// Swift's module of glibc leaves it out, and the numbers below with it.
    private static let create: Create? = dlsym(nil, "memfd_create").map { unsafeBitCast($0, to: Create.self) }
    private static let closeOnExecution: UInt32 = 0x1  // MFD_CLOEXEC
    private static let allowSealing: UInt32 = 0x2  // MFD_ALLOW_SEALING
    private static let addSeals: Int32 = 1024 + 9  // F_ADD_SEALS
    private static let allSeals: Int32 = 0x1 | 0x2 | 0x4 | 0x8  // SEAL, SHRINK, GROW, WRITE
}
