using System.Buffers;
using System.Net;
using System.Text;
using Uhit.Client.Http;
using Uhit.Client.SecondContract;
using Uhit.Client.Sending;
using Uhit.Client.Tests.Sending;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Fuzz;

/// <summary>Damaged answers of CNP: each is read to a verdict in bounded time, and none that is
/// not well-formed is taken at its word.</summary>
public sealed class AnswerFuzzTests
{
    private static readonly SearchValues<char> NotInMessages = SearchValues.Create("<>\"\r\n\0");

    private static readonly MessageHeader Asked = new()
    {
        AuthenticationId = AuthenticationId.Parse("123456789"),
        RequestId = RequestId.Parse("R-1"),
        MessageId = MessageId.Parse("M-1"),
        SentAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task Read_DamagedAnswer_ComesToATrueVerdict()
    {
        var mutator = new MessageMutator(FuzzRun.Seed);
        (SimulatedWireFormat Format, byte[][] Answers)[] sides =
            [(ReferenceWireFormat.Instance, Whole(ReferenceWireFormat.Instance)), (new SecondWireFormat(), Whole(new SecondWireFormat()))];
        var outcomes = new HashSet<SendReportOutcome>();
        for (var number = 0; number < FuzzRun.Cases; number++)
        {
            var (format, answers) = sides[number % sides.Length];
            var damaged = mutator.Damage(answers[mutator.Next(answers.Length)]);
            var status = (HttpStatusCode)(mutator.Next(2) == 0 ? 200 : 500);
            await FuzzRun.CaseAsync(number, damaged, () =>
            {
                outcomes.Add(Judge(format, status, damaged));
                return Task.CompletedTask;
            });
        }

        Assert.Superset(
            new HashSet<SendReportOutcome> { SendReportOutcome.Answered, SendReportOutcome.Uncertain, SendReportOutcome.Refused },
            outcomes);
    }

    // The forms that are turned into UTF-8 first: there is no verdict to compare with, but there has to be one.
    [Fact]
    public async Task Find_DamagedForms_GiveADocumentOrARefusal()
    {
        var mutator = new MessageMutator(FuzzRun.Seed);
        var answer = Answers.Accepted(Asked);
        (string Type, byte[] Body)[] forms =
        [
            ("multipart/related; boundary=b1; start=\"<r>\"", Encoding.UTF8.GetBytes(
                $"--b1\r\nContent-ID: <p>\r\n\r\nx\r\n--b1\r\nContent-Type: text/xml\r\nContent-ID: <r>\r\n\r\n{answer}\r\n--b1--")),
            ("multipart/related; boundary=b1", Encoding.UTF8.GetBytes(
                $"--b1\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(answer))}\n--b1--")),
            ("text/xml; charset=utf-16", Encoding.Unicode.GetBytes(answer)),
            ("text/xml; charset=windows-1252; action=\"a;b\"", Encoding.Latin1.GetBytes(answer)),
        ];
        for (var number = 0; number < FuzzRun.Cases / 4; number++)
        {
            var (type, body) = forms[mutator.Next(forms.Length)];
            var damaged = mutator.Damage(body);
            var damagedType = mutator.Next(3) == 0 ? Encoding.Latin1.GetString(mutator.Damage(Encoding.Latin1.GetBytes(type))) : type;
            await FuzzRun.CaseAsync(number, damaged, () =>
            {
                var report = new InquiryAnswerReader(
                    ReferenceWireFormat.Instance).Read(new SendResponse(HttpStatusCode.OK, damagedType, null, damaged), Asked);
                Assert.True(report.Outcome is SendReportOutcome.Answered or SendReportOutcome.Uncertain);
                return Task.CompletedTask;
            });
        }
    }

    private static SendReportOutcome Judge(SimulatedWireFormat format, HttpStatusCode status, byte[] answer)
    {
        var type = SoapEnvelopeWriter.ContentType(format.SoapVersion, null);
        var report = new InquiryAnswerReader(format).Read(new SendResponse(status, type, null, answer), Asked);
        if (report.Outcome != SendReportOutcome.Uncertain)
        {
            Assert.True(SecondOpinion.IsWellFormed(answer), "What is not well-formed was taken at its word.");
        }

        if (report.Failure is { } failure)
        {
            Assert.False(failure.Message.AsSpan().ContainsAny(NotInMessages), failure.Message);
            Assert.True(failure.Message.Length < 600, failure.Message);
        }

        return report.Outcome;
    }

    private static byte[][] Whole(SimulatedWireFormat format)
    {
        var version = format.SoapVersion;
        byte[] Fault(SoapFaultCode code, string detail) =>
            SoapEnvelopeWriter.FaultToBytes(version, code, "Authentication ID not authorised", writer => writer.WriteRaw(detail));
        return
        [
            Encoding.UTF8.GetBytes(Answers.Accepted(Asked, format)),
            Encoding.UTF8.GetBytes(Answers.Accepted(Asked, format, AcknowledgementStatus.Rejected)),
            SoapEnvelopeWriter.FaultToBytes(version, SoapFaultCode.Receiver, "Busy.", null),
            SoapEnvelopeWriter.FaultToBytes(
                version,
                SoapFaultCode.Sender,
                "No.",
                writer => format.WriteFaultDetail(writer, new WireFault { Code = "Bad", Description = "Bad." })),
            Fault(SoapFaultCode.Sender, "<a/>"),
            Fault(SoapFaultCode.Sender, "<e xmlns=\"urn:e\"><Code>17</Code><Message>Not known</Message></e><f>g</f>"),
            Fault(SoapFaultCode.Receiver, "<html><body><h1>502</h1><p>Bad gateway</p></body></html>"),
        ];
    }
}
