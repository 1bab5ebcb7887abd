import CCurl

/// A rule for addresses, as libcurl's C asks it; freed with its owner, the handle.
final class AddressGate {
    let pointer: UnsafeMutablePointer<facteur_gate>
    /// The last address that was refused.
    var keptOut: [UInt8]?
    private let rule: ([UInt8]) -> Bool

    init(_ rule: @escaping ([UInt8]) -> Bool) {
        self.rule = rule
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: facteur_gate(admits: nil, context: nil))
        pointer.pointee.context = Unmanaged.passUnretained(self).toOpaque()
        pointer.pointee.admits = { bytes, count, context in
            guard let bytes, let context else { return 0 }
            let gate = Unmanaged<AddressGate>.fromOpaque(context).takeUnretainedValue()
            return gate.admits(Array(UnsafeBufferPointer(start: bytes, count: count))) ? 1 : 0
        }
    }

    deinit { pointer.deallocate() }

    private func admits(_ address: [UInt8]) -> Bool {
        let isAdmitted = rule(address)
        if !isAdmitted { keptOut = address }
        return isAdmitted
    }
}
