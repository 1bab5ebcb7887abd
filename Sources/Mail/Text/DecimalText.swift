extension [UInt8] {
    /// Appends a number in digits of base 10, without a string between. Of one type: what is generic is not made for its types beyond this module.
    package mutating func append(decimal number: Int64) {
        guard number >= 0 else { return self += String(number).utf8 }
        guard number >= 10 else { return append(UInt8(ascii: "0") + UInt8(number)) }
        var rest = number
        var places = 0
        while rest > 0 {
            (rest, places) = (rest / 10, places + 1)
        }
        let start = count
        self += repeatElement(UInt8(ascii: "0"), count: places)
        rest = number
        for place in stride(from: start + places - 1, through: start, by: -1) {
            self[place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}
