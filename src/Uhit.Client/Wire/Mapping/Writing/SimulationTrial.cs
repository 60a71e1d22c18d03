using System.Text;
using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing.Derivation;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Has the simulator's messages written once, so that what it can't write is known before there is an inquiry.</summary>
/// <param name="model">The contract.</param>
/// <param name="templates">What is written.</param>
/// <param name="problems">Takes a warning for each message that can't be written: a Third Party does without it.</param>
internal sealed class SimulationTrial(ContractModel model, SimulatedTemplates templates, ProblemList problems)
{
    private const string Esi = "1008901000000000000000";
    private const int Day = 15;

    public void Run()
    {
        var answer = new Acknowledgement
        {
            RequestId = Header.RequestId,
            MessageId = Header.MessageId,
            TransactionId = TransactionId.Parse("1"),
            ReceivedAt = Header.SentAt!.Value,
            Status = AcknowledgementStatus.Accepted,
        };
        if (model.Find(UhitOperation.RequestHistoricalUsage) is { Answer.Contains.Count: 0 } request)
        {
            Try(request, templates.FindAnswer(request.Operation), new MessageValues.AnswerItem(answer, []));
        }

        foreach (var message in model.Messages.Where(message => templates.FindCallback(message) is not null))
        {
            var notice = new WireCallback { Operation = message.Operation, Header = Header, TransactionId = answer.TransactionId };
            Try(message, templates.FindCallback(message), message.Operation switch
            {
                UhitOperation.NotifyAcknowledgement => notice with { Acknowledgement = answer },
                UhitOperation.NotifyValidation => notice with
                {
                    Validations = [new LineValidation { LineNumber = 1, EsiId = EsiId.Parse(Esi), Status = ValidationStatus.Validated }],
                },
                _ => notice with { Part = new DeliveryPart(DeliveryId.Parse("1"), 1, 1), Usage = [UsageOf(message)] },
            });
            foreach (var block in templates.FindHeaders(message))
            {
                var callback = new WireCallback
                {
                    Operation = message.Operation,
                    Header = Header,
                    TransactionId = answer.TransactionId,
                    Part = new DeliveryPart(DeliveryId.Parse("1"), 1, 1),
                };
                Try(message, block, new MessageValues.HeadersItem(
                    message.Operation, message.Action ?? string.Empty, Header, new Uri("https://sample.invalid/"), callback));
            }
        }
    }

    private static MessageHeader Header { get; } = new()
    {
        AuthenticationId = AuthenticationId.Parse("000000000"),
        RequestId = RequestId.Create(TimeProvider.System),
        MessageId = MessageId.Create(TimeProvider.System),
        SentAt = new DateTimeOffset(2026, 1, Day, 12, 0, 0, TimeSpan.FromHours(-6)),
    };

    private void Try(MessageModel message, CompiledTemplate? template, object item)
    {
        try
        {
            using var writer = XmlWriter.Create(
                Stream.Null, new XmlWriterSettings { Encoding = new UTF8Encoding(false), ConformanceLevel = ConformanceLevel.Fragment });
            template?.Write(writer, item, new WriteContext(TimeProvider.System, static _ => "secret"));
        }
        catch (WireFormatException exception)
        {
            problems.Warn(
                message.Source, $"The simulator can't write this message: {exception.Code} at {DisplayText.Of(exception.Path)}. A demo or "
                    + "a test with the simulator breaks off there.");
        }
    }

    private UsageHistory UsageOf(MessageModel message)
    {
        var usage = new UsageHistory
        {
            LineNumber = 1,
            EsiId = EsiId.Parse(Esi),
            BillingPeriods = [new BillingPeriod
            {
                MeterNumber = "1",
                StartDate = new DateOnly(2025, 12, Day),
                EndDate = new DateOnly(2026, 1, Day),
                ReadType = ReadType.Actual,
                Usage = 1,
            }],
            IntervalSeries = [.. model.Messages
                .Where(other => other.Content is not null)
                .SelectMany(other => other.Content!.Children)
                .Where(child => child.Kind == ScopeKind.Usage)
                .SelectMany(child => child.Children).Where(child => child.Kind == ScopeKind.Series).Select(SeriesOf)],
        };
        return DeliveryForm.Of(model).FirstOrDefault(form => form.Message == message)?.Carried(usage) ?? usage;
    }

    // A whole day: some contracts have no other pieces.
    private IntervalSeries SeriesOf(ScopeModel scope)
    {
        var constants = SeriesConstants.Of(scope);
        var interval = TimeSpan.FromMinutes(Day);
        var builder = new IntervalSeriesBuilder(
            "1",
            new UsageChannel(constants.GetValueOrDefault("channel") ?? UsageChannel.EnergyDelivered.Value),
            new UsageUnit(constants.GetValueOrDefault("unit") ?? UsageUnit.KilowattHour.Value),
            interval);
        var zone = model.TimeZone;
        var end = new DateTimeOffset(2026, 1, Day, 0, 0, 0, zone.GetUtcOffset(new DateTime(2026, 1, Day)));
        for (var last = end.AddDays(1); end < last;)
        {
            end += interval;
            builder.Add(TimeZoneInfo.ConvertTime(end, CentralTime.Zone), 1, ReadType.Actual);
        }

        return builder.Build();
    }
}
