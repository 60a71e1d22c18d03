using System.Reflection;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire.Reference.Generated;
using Generated = Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

public sealed class ProxyTests
{
    private static readonly EndpointAddress Address = new("http://localhost/uhit");

    [Fact]
    public async Task RequestHistoricalUsageAsync_OverWcf_SendsTheActionAndGivesTheReplyBack()
    {
        var network = new CannedReplies(Envelope(File.ReadAllText(Repository.Golden("RequestHistoricalUsageResponse"))));
        var factory = new ChannelFactory<IUsageHistoryInquiry>(new BasicHttpBinding(), Address);
        factory.Endpoint.EndpointBehaviors.Add(network);
        await using var proxy = new UsageHistoryInquiryProxy(factory);

        using var reply = await proxy.RequestHistoricalUsageAsync(Request());
        using var body = reply.GetReaderAtBodyContents();
        var answer = RequestHistoricalUsageResponse.Read(body);

        Assert.Equal(Generated.AcknowledgementStatus.Rejected, answer.Acknowledgement.Status);
        var (action, sent) = Assert.Single(network.Sent);
        Assert.Equal($"\"{UsageHistoryInquiryContract.RequestHistoricalUsageAction}\"", action);
        Assert.Contains("<RequestHistoricalUsage xmlns=\"urn:uhit:reference:usage-history:v1\">", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_SharedFactory_ClosesTheChannelOnly()
    {
        var factory = new ChannelFactory<IUsageHistoryInquiry>(new BasicHttpBinding(), Address);
        factory.Endpoint.EndpointBehaviors.Add(new CannedReplies(Envelope("<x/>")));
        var proxy = new UsageHistoryInquiryProxy(factory);
        (await proxy.RequestHistoricalUsageAsync(Request())).Close();

        await proxy.DisposeAsync();

        Assert.Equal(CommunicationState.Closed, proxy.Channel.State);
        Assert.Equal(CommunicationState.Opened, factory.State);
        factory.Abort();
    }

    [Fact]
    public async Task DisposeAsync_AfterABrokenCall_Closes()
    {
        var factory = new ChannelFactory<IUsageHistoryInquiry>(new BasicHttpBinding(), Address);
        factory.Endpoint.EndpointBehaviors.Add(new CannedReplies(string.Empty) { Broken = true });
        var proxy = new UsageHistoryInquiryProxy(factory);
        await Assert.ThrowsAnyAsync<CommunicationException>(() => proxy.RequestHistoricalUsageAsync(Request()));
        proxy.Channel.Abort();

        await proxy.DisposeAsync();

        Assert.Equal(CommunicationState.Closed, proxy.Channel.State);
        factory.Abort();
    }

    [Fact]
    public async Task DisposeAsync_OwnFactory_ClosesBoth()
    {
        var proxy = new UsageHistoryCallbackProxy(new BasicHttpBinding(), Address);
        proxy.Channel.Open();

        await proxy.DisposeAsync();

        Assert.Equal(CommunicationState.Closed, proxy.Channel.State);
    }

    [Fact]
    public void Contracts_OfBothServices_HaveTheActionsOfTheWsdl()
    {
        var actions = ((Type[])[typeof(IUsageHistoryInquiry), typeof(IUsageHistoryCallback)])
            .SelectMany(t => t.GetMethods())
            .Select(m => m.GetCustomAttribute<OperationContractAttribute>()!.Action)
            .Order(StringComparer.Ordinal);
        var wsdl = ((string[])["usage-history-inquiry.wsdl", "usage-history-callback.wsdl"])
            .SelectMany(f => XDocument.Parse(File.ReadAllText(Repository.Contract(f))).Descendants().Attributes("soapAction"))
            .Select(a => a.Value).Order(StringComparer.Ordinal);
        Assert.Equal(wsdl, actions);
        Assert.Equal("https://localhost:9443/uhit/callback", UsageHistoryCallbackContract.Address);
    }

    private static Message Request()
    {
        var text = WireText.Write(Samples.Writers["RequestHistoricalUsage"]);
        return Message.CreateMessage(
            MessageVersion.Soap11, UsageHistoryInquiryContract.RequestHistoricalUsageAction, XmlReader.Create(new StringReader(text)));
    }

    private static string Envelope(string body) =>
        $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{body}</s:Body></s:Envelope>";
}
