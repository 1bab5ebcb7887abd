@testable import Mail

/// Files of any kind: what is measured has a size, and the file's end is never read beyond.
func checkImage(_ input: [UInt8]) {
    guard let measure = try? ImageMeasure(input) else { return }
    require(measure.width > 0 && measure.height > 0, "a picture has a size")
    if let animation = measure.animation {
        require(animation.frames > 1 && animation.rounds ?? 1 >= 0, "one that moves has frames")
    }
    let faults = ImageRules.faults(of: measure, named: "a.\(measure.format.fileExtension)", bytes: input.count)
    require(faults.allSatisfy { !$0.isEmpty && isOneLine($0) }, "a fault is a line")
}
