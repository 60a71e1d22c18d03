using Uhit.Client.Receiving;

namespace Uhit.Client.Tests.Receiving;

/// <summary>By the name under which a message is kept it is known how it is read again.</summary>
public sealed class ServicePeerTests
{
    [Theory]
    [InlineData(ServicePeer.Fetched, UhitOperation.NotifyValidation, UhitOperation.FetchUsage)]
    [InlineData(ServicePeer.Fetched, null, UhitOperation.FetchUsage)]
    [InlineData(ServicePeer.Answered, UhitOperation.NotifyValidation, UhitOperation.NotifyValidation)]
    [InlineData(ServicePeer.Answered, null, null)]
    [InlineData("cnp", UhitOperation.NotifyValidation, null)]
    public void ReadAs_Name_SaysWhatIsInTheBody(string peer, UhitOperation? stored, UhitOperation? expected) =>
        Assert.Equal(expected, ServicePeer.ReadAs(peer, stored));

    [Theory]
    [InlineData("service:anything", true)]
    [InlineData("Service:anything", false)]
    [InlineData("cnp", false)]
    public void Is_Name_OnlyWithThePrefix(string peer, bool isService) => Assert.Equal(isService, ServicePeer.Is(peer));
}
