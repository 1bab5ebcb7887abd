import Foundation

/// An invoice on one page: PDF 1.4 with a font that every reader has.
struct Invoice: Sendable {
    let purchase: Purchase
    let customer: String

    private var lines: [String] {
        [
            "\(Site.name) – Facture \(purchase.number)", customer,
            "\(purchase.quantity) × \(purchase.item)\u{A0}: \(Price.text(purchase.cents))",
            "Livraison\u{A0}: \(Price.text(Purchase.deliveryCents))",
            "Total\u{A0}: \(Price.text(purchase.totalCents)), dont TVA à 20\u{A0}%\u{A0}: \(Price.text(purchase.vatCents))",
        ]
    }

    /// The file.
    var pdf: Data {
        var content = Data("BT /F1 14 Tf 60 780 Td 24 TL\n".utf8)
        for line in lines {
            content += Data("(".utf8)
            content += Self.encoded(line)
            content += Data(") Tj T*\n".utf8)
        }
        content += Data("ET".utf8)
        var stream = Data("<< /Length \(content.count) >>\nstream\n".utf8)
        stream += content
        stream += Data("\nendstream".utf8)
        let page = """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
            /Resources << /Font << /F1 5 0 R >> >> >>
            """
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        let objects: [Data] = [
            Data("<< /Type /Catalog /Pages 2 0 R >>".utf8), Data("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
            Data(page.utf8), stream, Data(font.utf8),
        ]
        var file = Data("%PDF-1.4\n".utf8)
        var places = "0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let place = String(file.count)
            places += String(repeating: "0", count: 10 - place.utf8.count) + place + " 00000 n \n"
            file += Data("\(index + 1) 0 obj\n".utf8)
            file += object
            file += Data("\nendobj\n".utf8)
        }
        let table = file.count
        file += Data("xref\n0 \(objects.count + 1)\n\(places)".utf8)
        file += Data("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8)
        return file
    }

    /// Words in WinAnsiEncoding, with what ends a string in PDF escaped; a question mark for what it does not have.
    private static func encoded(_ words: String) -> Data {
        var bytes = Data()
        for scalar in words.precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "(", ")", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case "€": bytes.append(0x80)
            case "’": bytes.append(0x92)
            case "–": bytes.append(0x96)
            case "Œ": bytes.append(0x8C)
            case "œ": bytes.append(0x9C)
            case " "..."~", "\u{A0}"..."ÿ": bytes.append(UInt8(scalar.value))
            default: bytes.append(UInt8(ascii: "?"))
            }
        }
        return bytes
    }
}
