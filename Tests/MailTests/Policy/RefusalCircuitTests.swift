import Mail
import Testing

@Suite("A refusal that nobody knows")
struct RefusalCircuitTests {
    private var circuit = RefusalCircuit()

    private mutating func refused(
        _ recipient: String, _ text: String = "Bad hair day for you@client.test, ref 1.", at seconds: Int = 0
    ) -> RefusalCircuit.Judgement {
        circuit.refused(
            recipient, Reply(code: 554, enhanced: "5.7.1", text: text), at: .seconds(seconds))
    }

    @Test("Ends its message where the relay has just taken other mail (S7)")
    mutating func ends() {
        circuit.accepted(at: .zero)
        #expect(refused("a@client.test", at: 600) == .message)
    }

    @Test("Decides nothing while it is not known whether the relay takes mail at all")
    mutating func undecided() {
        #expect(refused("a@client.test") == .undecided)
        circuit.accepted(at: .seconds(1))
        #expect(refused("a@client.test", at: 2) == .message)
        #expect(refused("a@client.test", at: 700) == .undecided)
    }

    @Test("Is the relay's when three recipients in a row meet it, whatever numbers and addresses it names (S14)")
    mutating func opens() {
        circuit.accepted(at: .zero)
        #expect(refused("a@client.test", "Bad hair day for a@client.test, ref 1.") == .message)
        #expect(refused("b@client.test", "bad hair day for b@client.test, ref 2.") == .undecided)
        #expect(refused("b@client.test", "Bad hair day for b@client.test, ref 3.") == .undecided)
        #expect(refused("c@client.test", "Bad hair day for c@client.test, ref 4.") == .relay)
        #expect(refused("a@client.test", "Bad hair day for a@client.test, ref 5.") == .relay)
    }

    @Test("Is forgotten with the next message that is taken, and stands apart from other words")
    mutating func forgets() {
        circuit.accepted(at: .zero)
        _ = refused("a@client.test")
        _ = refused("b@client.test")
        circuit.accepted(at: .seconds(1))
        #expect(refused("c@client.test", at: 2) == .message)
        #expect(refused("d@client.test", "Something else", at: 2) == .message)
        #expect(refused("e@client.test", at: 2) == .message)
    }
}
