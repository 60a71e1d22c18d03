using System.Net;
using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Tests.Errors;

/// <summary>Why CNP refused is shown with <c>--details</c>.</summary>
public sealed class FaultWordsTests
{
    [Fact]
    public void Write_Fault_ShowsCodesReasonAndDetail()
    {
        var fault = new ServiceFault
        {
            Code = "17",
            SoapCode = "Sender.17",
            Reason = "Authentication ID not authorised",
            Detail = "Text: Ask \u009B31mfor it",
        };

        Assert.Equal(
            [
                "CNP answered with a SOAP fault: 17 (Sender.17)",
                "  reason: Authentication ID not authorised",
                "  detail: Text: Ask <U+009B>31mfor it",
            ],
            Lines(new UhitServiceException("Refused.", HttpStatusCode.InternalServerError, isTransient: false) { Fault = fault }));
    }

    [Fact]
    public void Write_FaultWithoutWords_ShowsTheCode() => Assert.Equal(
        ["CNP answered with a SOAP fault: Sender"],
        Lines(new UhitServiceException("Refused.", HttpStatusCode.OK, isTransient: false)
        {
            Fault = new ServiceFault { Code = "Sender", SoapCode = "Sender" },
        }));

    [Fact]
    public void Write_NoFault_ShowsNothing()
    {
        Assert.Empty(Lines(new UhitServiceException("Refused.", HttpStatusCode.Forbidden, isTransient: false)));
        Assert.Empty(Lines(null));
    }

    [Fact]
    public void Of_MessageOfARefusal_NamesTheOption() => Assert.Equal(
        "CNP refused the message: SOAP fault Sender under HTTP status 500.",
        ToolWords.Of("CNP refused the message: SOAP fault Sender under HTTP status 500. Fault of this exception has CNP's reason."));

    private static string[] Lines(Exception? failure)
    {
        using var errors = new StringWriter();
        FaultItem.Write(errors, failure);
        return errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
