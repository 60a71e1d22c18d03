using System.Net;
using System.Text;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A callback is answered in the form that its contract has, and what follows from the answer follows in each.</summary>
public sealed class AnswerFormsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.OK, 200)]
    [InlineData(HttpStatusCode.Accepted, 202)]
    public async Task Handle_ContractWithoutAnswers_IsAnsweredByAStatus(object form, int status)
    {
        using var fixture = await ReceiverFixture.CreateAsync(
            format: AlteredFormat.With((nameof(SimulatedWireFormat.GetEmptyAnswerStatus), _ => form)));

        foreach (var time in new[] { "first", "again" })
        {
            var response = await fixture.SendAsync(Validation(Header("V-1")));

            Assert.Equal((time, status, 0, null), (time, response.StatusCode, response.Body.Length, response.ContentType));
            await response.OnSentAsync(Token);
        }

        Assert.Single(await fixture.EventsAsync(), stored => stored.Kind == StoredEventKind.CallbackAcknowledged);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Accepted)]
    [InlineData(null)]
    public async Task Handle_RefusedWhereNoAnswerCanSayIt_IsAFaultWithTheReason(object? form)
    {
        using var fixture = await ReceiverFixture.CreateAsync(format: AlteredFormat.With(
            (nameof(SimulatedWireFormat.GetEmptyAnswerStatus), _ => form),
            (nameof(SimulatedWireFormat.WriteCallbackAnswer), _ => throw new WireFormatException("missing-value", "Answer"))));

        var response = await fixture.SendAsync(Validation(Header("V-1", authenticationId: AuthenticationId.Parse("987654321"))));

        var fault = ReceiverFixture.FaultOf(response);
        Assert.Equal((500, SoapFaultCode.Sender), (response.StatusCode, fault.Code));
        Assert.Equal(
            ("NotAuthorized", "The AuthenticationId is not served at this address.", MessageId.Parse("V-1")),
            (fault.Detail!.Code, fault.Detail.Description, fault.Detail.MessageId));
    }

    // CNP's number stands in for ours, where the message names no inquiry by it.
    [Fact]
    public async Task Handle_MessageThatNamesItsInquiry_IsAcknowledgedUnderThatNumberAlone()
    {
        var said = new List<Acknowledgement>();
        using var fixture = await ReceiverFixture.CreateAsync(format: AlteredFormat.With(
            (nameof(SimulatedWireFormat.WriteCallbackAnswer), args =>
            {
                said.Add((Acknowledgement)args[2]!);
                ReferenceWireFormat.Instance.WriteCallbackAnswer((System.Xml.XmlWriter)args[0]!, (WireCallback)args[1]!, said[^1]);
                return null;
            }
        )));

        await fixture.SendAsync(Validation(Header("V-1")));

        Assert.NotEmpty(said);
        Assert.All(said, answer => Assert.Equal(
            (Asked, MessageId.Parse("V-1"), null, fixture.Time.GetUtcNow(), AcknowledgementStatus.Accepted),
            (answer.RequestId, answer.MessageId, answer.TransactionId, answer.ReceivedAt, answer.Status)));
    }

    [Fact]
    public async Task Handle_ContractInAnotherEncoding_IsAnsweredInItAndNoted()
    {
        using var fixture = await ReceiverFixture.CreateAsync(format: AlteredFormat.With(
            (nameof(SimulatedWireFormat.Transfer), _ => new WireTransfer { Encoding = Encoding.Unicode, Gzip = true })));

        var response = await fixture.SendAsync(Validation(Header("V-1")));
        await response.OnSentAsync(Token);

        Assert.Contains("utf-16", response.ContentType, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Accepted", Encoding.Unicode.GetString(response.Body.Span), StringComparison.Ordinal);
        Assert.DoesNotContain(response.Headers, header => header.Key == "Content-Encoding");
        Assert.Single(await fixture.EventsAsync(), stored => stored.Kind == StoredEventKind.CallbackAcknowledged);
    }
}
