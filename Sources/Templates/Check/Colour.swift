import Glibc
import Mail

/// An opaque sRGB colour, as letters write it.
struct Colour: Sendable, Hashable {
    private let channels: [Double]

    static let black = Colour(channels: [0, 0, 0])
    static let white = Colour(channels: [1, 1, 1])

    private init(channels: [Double]) { self.channels = channels }

    /// `#1a4d7a`, `#fff`, `black` or `white`; nil for what not every mail program understands.
    init?(_ text: some StringProtocol) {
        switch text.lowercased() {
        case "black": self = .black
        case "white": self = .white
        case let text where text.hasPrefix("#"):
            let digits = text.dropFirst().compactMap(\.hexDigitValue)
            guard digits.count == text.utf8.count - 1, digits.count == 3 || digits.count == 6 else { return nil }
            let pairs = digits.count == 3 ? digits.map { $0 * 17 } : [0, 2, 4].map { digits[$0] * 16 + digits[$0 + 1] }
            channels = pairs.map { Double($0) / 255 }
        default: return nil
        }
    }

    /// `#rrggbb`.
    var text: String {
        "#" + channels.map { UInt8(($0 * 255).rounded()) }.hexadecimal
    }

    /// The colour with a share, from 0 to 1, of another in it.
    func mixed(with other: Colour, share: Double) -> Colour {
        let mixed = zip(channels, other.channels).map { own, others in own + (others - own) * share }
        return Colour(channels: mixed.map { ($0 * 255).rounded() / 255 })
    }

    /// From 1 (none) to 21 (WCAG 2.1, contrast ratio).
    func contrast(to other: Colour) -> Double {
        let (brighter, darker) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (brighter + 0.05) / (darker + 0.05)
    }

    /// WCAG 2.1, relative luminance.
    private var luminance: Double {
        let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow((($0 + 0.055) / 1.055), 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
