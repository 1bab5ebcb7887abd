import Platform
import Testing

@testable import Webhooks

@Suite("Addresses to which events go")
struct EndpointAddressesTests {
    @Test(
        "The world's: always",
        arguments: ["1.1.1.1", "93.184.216.34", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::5db8:d822"])
    func world(address: String) throws {
        let address = try #require(IPAddress(address))
        #expect(EndpointAddresses.admit(address, allowPrivate: false))
        #expect(EndpointAddresses.admit(address, allowPrivate: true))
    }

    @Test(
        "Of this machine, of private networks, of documents and what leads there: where the operator allows it",
        arguments: [
            "127.0.0.1", "127.255.0.9", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd00::1",
            "::ffff:10.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "2001:db8::1", "2002:a00:1::1", "fec0::1",
            "64:ff9b::a00:1",
        ])
    func house(address: String) throws {
        let address = try #require(IPAddress(address))
        #expect(!EndpointAddresses.admit(address, allowPrivate: false))
        #expect(EndpointAddresses.admit(address, allowPrivate: true))
    }

    @Test(
        "Of neighbours, of many at once, of nobody: never",
        arguments: [
            "169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1", "0.0.0.0", "::", "224.0.0.1",
            "255.255.255.255", "ff02::1", "240.0.0.1",
        ])
    func nobody(address: String) throws {
        let address = try #require(IPAddress(address))
        #expect(!EndpointAddresses.admit(address, allowPrivate: false))
        #expect(!EndpointAddresses.admit(address, allowPrivate: true))
    }
}
