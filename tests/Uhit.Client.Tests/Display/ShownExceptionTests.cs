using System.Xml;
using Uhit.Client.Certificates;
using Uhit.Client.Http;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Display;

public sealed class ShownExceptionTests
{
    [Fact]
    public void Of_CleanException_IsItself()
    {
        var exception = new InvalidOperationException("one\ntwo", new AggregateException(new FormatException("three")));

        Assert.Same(exception, ShownException.Of(exception));
    }

    [Fact]
    public void Of_ExceptionThatRepeatsWhatWasRead_IsCleaned()
    {
        var inner = Assert.Throws<XmlException>(() => XmlConvert.VerifyXmlChars("\u001B[31m"));

        // The control: the parser's message does hold it.
        Assert.Contains('\u001B', inner.Message);
        foreach (var exception in new Exception[]
        {
            inner,
            new InvalidOperationException("outer", inner),
            new AggregateException(new FormatException("a"), inner),
        })
        {
            var shown = ShownException.Of(exception);
            Assert.DoesNotContain('\u001B', shown.ToString());
            Assert.DoesNotContain('\u001B', shown.Message);
            Assert.Contains(nameof(XmlException), shown.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Verdicts_WithNamesOfOthers_AreCleaned()
    {
        const string Hostile = "\u001B[2J\u202Etxt";

        Assert.All(
            [
                Step(Hostile, string.Empty).Detail,
                Step(string.Empty, Hostile).WhatToDo,
                new ServerTrustVerdict(default, Hostile).Message,
                PeerDecision.Refuse(PeerRefusal.NameMismatch, Hostile).Message,
            ],
            text => Assert.Equal("<U+001B>[2J<U+202E>txt", text));
    }

    private static ConnectionStep Step(string detail, string advice) =>
        new() { Name = "Handshake", Failure = ConnectionFailure.Connect, Detail = detail, WhatToDo = advice };

    [Fact]
    public void Exceptions_MadeFromTextOfOthers_AreCleaned()
    {
        const string Hostile = "\u001B[2J\u202Etxt";
        Assert.All(
            [
                new UhitConfigurationException(Hostile),
                new UhitServiceException(Hostile, System.Net.HttpStatusCode.OK, isTransient: false),
                new CertificateException("KeyFile", Hostile),
                new WireFormatException(Hostile, Hostile),
                new SoapMessageException(SoapFaultCode.Sender, Hostile),
                new ConnectionFailedException(ConnectionFailure.Connect, Hostile),
            ],
            (Exception exception) => Assert.False(DisplayText.HasHidden(exception.Message), exception.GetType().Name));
    }
}
