using System.Net;
using Uhit.Client.SecondContract.Enterprise;
using Uhit.Client.Simulator.Tests.Support;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Tests;

/// <summary>The secrets of CNP's side reach a format by the one <see cref="UhitWireFormat.WithSecrets"/> that the client calls.</summary>
public sealed class SecretsTests
{
    // It declares the member as UhitWireFormat does: a second member of the same name would pass it by.
    [Fact]
    public async Task Inquiry_FormatWithSecrets_IsJudgedByTheSecretsOfTheSimulator()
    {
        var format = new EnterpriseWireFormat(EnterpriseAnswers.Empty);
        await using var exchange = await TestExchange.StartAsync(
            SimulatorScenarios.Find("never"), options =>
            {
                options.Secrets[EnterpriseWireFormat.User] = "rep-of-ours";
                options.Secrets[EnterpriseWireFormat.Password] = "opensesame";
            },
            format);

        Assert.Equal(HttpStatusCode.Accepted, await AskAsync("opensesame"));
        Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync("another"));
        Assert.Single(exchange.Simulator.GetReport().Lines);

        async Task<HttpStatusCode> AskAsync(string password)
        {
            var asked = format.WithSecrets(name => name == EnterpriseWireFormat.Password ? password : "rep-of-ours");
            var message = exchange.Inquiry(1, "request-" + password);
            var context =
                new WireHeaderContext { Operation = UhitOperation.RequestHistoricalUsage, IsAnswer = false, Header = message.Header };
            var body = SoapEnvelopeWriter.ToBytes(
                asked.SoapVersion, SoapHeaders.Of(asked, context), writer => asked.WriteInquiry(writer, message));
            using var response = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, body);
            return response.StatusCode;
        }
    }
}
