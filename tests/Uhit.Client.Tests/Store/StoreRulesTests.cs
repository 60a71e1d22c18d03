using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.Tests.Store;

public sealed class StoreRulesTests
{
    // Stores find a message by it for as long as they keep the message: what an earlier version wrote must be what this one computes.
    [Fact]
    public void IdentityOf_AMessage_IsTheOneThatStoresHold() =>
        Assert.Equal(
            "e33c9b584e8d2965baf93e05f941bbd1",
            Convert.ToHexStringLower(StoreRules.IdentityOf(Sample.Message(key: "M-1", client: "c", peer: "cnp"))));

    [Fact]
    public void IdentityOf_TextsThatRunTogetherAlike_Differs() =>
        Assert.NotEqual(
            StoreRules.IdentityOf(Sample.Message(client: "ab", peer: "c")), StoreRules.IdentityOf(Sample.Message(client: "a", peer: "bc")));
}
