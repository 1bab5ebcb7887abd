import Mail
import Testing

@Suite("Money, shares and decimal numbers in words")
struct AmountTests {
    private static let amounts: [(units: Int, currency: String, texts: [Language: String])] = [
        (
            1290, "EUR",
            [
                .french: "12,90\u{A0}€", .canadianFrench: "12,90\u{A0}€", .swissFrench: "EUR\u{A0}12.90",
                .english: "€12.90",
            ]
        ),
        (
            1290, "CAD",
            [
                .french: "12,90\u{A0}$\u{A0}CA", .canadianFrench: "12,90\u{A0}$\u{A0}CA",
                .swissFrench: "CAD\u{A0}12.90", .english: "CA$12.90",
            ]
        ),
        (
            1290, "CHF",
            [
                .french: "12,90\u{A0}CHF", .canadianFrench: "12,90\u{A0}CHF", .swissFrench: "CHF\u{A0}12.90",
                .english: "CHF\u{A0}12.90",
            ]
        ),
        (
            123_456_789, "EUR",
            [
                .french: "1\u{202F}234\u{202F}567,89\u{A0}€", .canadianFrench: "1\u{A0}234\u{A0}567,89\u{A0}€",
                .swissFrench: "EUR\u{A0}1\u{202F}234\u{202F}567.89", .english: "€1,234,567.89",
            ]
        ),
        (
            -5, "GBP",
            [
                .french: "\u{2212}0,05\u{A0}£", .canadianFrench: "\u{2212}0,05\u{A0}£",
                .swissFrench: "GBP\u{A0}\u{2212}0.05", .english: "\u{2212}£0.05",
            ]
        ),
        (0, "EUR", [.french: "0,00\u{A0}€", .english: "€0.00", .swissFrench: "EUR\u{A0}0.00"]),
        (1_000, "EUR", [.french: "10,00\u{A0}€", .english: "€10.00"]),
        (1290, "JPY", [.french: "1\u{202F}290\u{A0}JPY", .swissFrench: "JPY\u{A0}1290", .english: "JPY\u{A0}1,290"]),
        (1290, "TND", [.french: "1,290\u{A0}TND", .swissFrench: "TND\u{A0}1.290", .english: "TND\u{A0}1.290"]),
        (12_345, "USD", [.french: "123,45\u{A0}$\u{A0}US", .english: "US$123.45"]),
        (999_999_999_999_999, "XOF", [.french: "999\u{202F}999\u{202F}999\u{202F}999\u{202F}999\u{A0}XOF"]),
    ]

    @Test("An amount has the currency's own cents, sign and place in each language (F1, F6)", arguments: amounts)
    func amount(units: Int, code: String, texts: [Language: String]) throws {
        let currency = try #require(Currency(code: code))
        for (language, text) in texts { #expect(language.amount(units, currency) == text, "\(language)") }
    }

    @Test(
        "What is no code of ISO 4217 is no currency",
        arguments: ["", "eur", "EU", "EURO", "XXX", "XAU", "\u{212A}WD", "€"])
    func unknown(code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test(
        "A share has the sign behind it as the language spaces it (F6)",
        arguments: [
            ("5.5", Language.french, "5,5\u{A0}%"), ("20", .french, "20\u{A0}%"),
            ("5.5", .canadianFrench, "5,5\u{A0}%"),
            ("5.5", .swissFrench, "5,5%"), ("5.50", .english, "5.5%"), ("-0.25", .french, "\u{2212}0,25\u{A0}%"),
            ("33.333333333", .french, "33,333333\u{A0}%"), ("0", .english, "0%"),
        ])
    func percentage(json: String, language: Language, text: String) throws {
        #expect(language.percentage(try #require(DecimalNumber(json: json))) == text)
    }

    @Test(
        "A decimal number keeps its digits, without a binary fraction between",
        arguments: [
            ("0.1", "0,1"), ("0.30000000000000004", "0,3"), ("12345.678", "12\u{202F}345,678"), ("1e3", "1\u{202F}000"),
            ("-0.0", "0"), ("1.9999999", "2"), ("9.9999995", "10"), ("0.0000005", "0,000001"), ("0.0000004", "0"),
            ("-1.5", "\u{2212}1,5"), ("999999999999999.5", "999\u{202F}999\u{202F}999\u{202F}999\u{202F}999,5"),
            ("100", "100"), ("1.10", "1,1"), ("12e-4", "0,0012"),
        ])
    func decimal(json: String, text: String) throws {
        #expect(Language.french.decimal(try #require(DecimalNumber(json: json))) == text)
    }

    @Test(
        "What JSON has no number for is none",
        arguments: ["", "-", "01", "1.", ".5", "+1", "1e", "1e401", "0x1", "1,5", "Infinity"])
    func noNumber(json: String) {
        #expect(DecimalNumber(json: json) == nil)
    }
}
