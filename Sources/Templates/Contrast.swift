/// Whether colours can be told apart, by the ratio of WCAG 2.1, and which can.
package enum Contrast {
    /// What words need (success criterion 1.4.3, level AA).
    package static let words = 4.5
    /// What a button or a bar needs to be seen (success criterion 1.4.11).
    package static let shapes = 3.0

    /// From 1 (none) to 21; 1 where either is no colour.
    package static func ratio(_ colour: String, on ground: String) -> Double {
        guard let colour = Colour(colour), let ground = Colour(ground) else { return 1 }
        return colour.contrast(to: ground)
    }

    /// `4.52`: two digits, never more than there is.
    package static func text(_ ratio: Double) -> String {
        let hundredths = Int(ratio * 100)
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    }

    /// White words where they can be read on this ground, else black ones: one of the two always can.
    static func readable(on ground: String) -> String {
        ratio("#ffffff", on: ground) >= words ? "#ffffff" : "#000000"
    }

    /// The colour, with as much white in it as it takes to be seen on a dark ground.
    static func lightened(_ colour: String, on ground: String) -> String {
        guard let plain = Colour(colour), let ground = Colour(ground) else { return colour }
        let steps = stride(from: 0.0, through: 1, by: 0.05)
        let mixed = steps.lazy.map { plain.mixed(with: .white, share: $0) }
        return mixed.first { $0.contrast(to: ground) >= shapes }.map(\.text) ?? "#ffffff"
    }
}
