using Uhit.Client;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Text;

namespace Uhit.Cli.Input;

/// <summary>An inquiry out of a file: typed lines, or all that is wrong with them.</summary>
internal static class InquiryReading
{
    private static readonly InquiryErrorCode TooManyValues = new(nameof(TooManyValues));

    /// <summary>Reads and judges the lines: what can't be read and what breaks a rule is told at once, line after line.</summary>
    /// <returns>The inquiry, and what is wrong with it; without errors it is whole.</returns>
    public static (UsageHistoryInquiry Inquiry, IReadOnlyList<InquiryError> Errors) Read(
        InquiryFile file, string? clientReference, AuthenticationId id, InquiryRules rules)
    {
        var texts = file.Rows.Select(Line).ToList();
        var unreadable = InquiryTextParser.Parse(texts, clientReference ?? file.ClientReference).Errors;
        var columns = unreadable.ToLookup(
            error => error.LineNumber, error => InquiryField.OfError(error)?.Name ?? nameof(InquiryLine.Period));
        var lines = texts.Select((text, index) => PartlyReadLine.Of(text, columns[index + 1].ToHashSet(StringComparer.Ordinal))).ToList();
        var inquiry = new UsageHistoryInquiry
        {
            ClientReference = clientReference ?? file.ClientReference,
            Lines = [.. lines.Select(line => line.Line)],
        };
        var judged = new InquiryValidator(rules, TimeProvider.System).Validate(inquiry, id)
            .Where(error => error.LineNumber is not { } line || lines[line - 1].IsOfWhatWasRead(error));
        return (inquiry, Ordered(unreadable.Concat(judged), file));
    }

    /// <summary>Reads the lines of an inquiry that went as it is: what can't be read is wrong, the rules are not asked.</summary>
    public static (UsageHistoryInquiry? Inquiry, IReadOnlyList<InquiryError> Errors) ReadSent(InquiryFile file)
    {
        var read = InquiryTextParser.Parse([.. file.Rows.Select(Line)], file.ClientReference);
        return (read.Inquiry, Ordered(read.Errors, file));
    }

    // A value that fell apart makes errors in the columns behind it: the row says so first.
    private static IReadOnlyList<InquiryError> Ordered(IEnumerable<InquiryError> errors, InquiryFile file)
    {
        var all = errors.ToList();
        var apart = all.Select(error => error.LineNumber).OfType<int>().Distinct()
            .Where(file.FallenApart.ContainsKey)
            .Select(line => new InquiryError
            {
                Code = TooManyValues,
                Message = $"Line {line}: {file.FallenApart[line]}",
                Field = $"Lines[{line - 1}]",
                LineNumber = line,
            });
        return [.. apart.ToList().Concat(all).OrderBy(error => error.LineNumber ?? 0)];
    }

    private static InquiryLineText Line(IReadOnlyDictionary<string, string> row)
    {
        string? Text(string name) => row.GetValueOrDefault(name);
        return new InquiryLineText
        {
            EsiId = Text(nameof(InquiryLineText.EsiId)),
            AddressLine1 = Text(nameof(InquiryLineText.AddressLine1)),
            AddressLine2 = Text(nameof(InquiryLineText.AddressLine2)),
            City = Text(nameof(InquiryLineText.City)),
            State = Text(nameof(InquiryLineText.State)),
            PostalCode = Text(nameof(InquiryLineText.PostalCode)),
            RequestedUsage = Text(nameof(InquiryLineText.RequestedUsage)),
            StartDate = Text(nameof(InquiryLineText.StartDate)),
            EndDate = Text(nameof(InquiryLineText.EndDate)),
            CustomerName = Text(nameof(InquiryLineText.CustomerName)),
            AuthorizedBy = Text(nameof(InquiryLineText.AuthorizedBy)),
            Title = Text(nameof(InquiryLineText.Title)),
            Company = Text(nameof(InquiryLineText.Company)),
            Telephone = Text(nameof(InquiryLineText.Telephone)),
            Email = Text(nameof(InquiryLineText.Email)),
            AuthorizedRecipient = Text(nameof(InquiryLineText.AuthorizedRecipient)),
            AuthorizedOn = Text(nameof(InquiryLineText.AuthorizedOn)),
            ExpiresOn = Text(nameof(InquiryLineText.ExpiresOn)),
            AuthorizationObtained = Text(nameof(InquiryLineText.AuthorizationObtained)),
            EvidenceReference = Text(nameof(InquiryLineText.EvidenceReference)),
        };
    }

    /// <summary>A line of which some values can't be read: the others are judged all the same, and none of the
    /// errors comes from a value that stands in.</summary>
    /// <param name="Line">The line, with something in place of each value that can't be read.</param>
    /// <param name="Unreadable">The columns of these values.</param>
    private sealed record PartlyReadLine(InquiryLine Line, IReadOnlySet<string> Unreadable)
    {
        private const string StandInDay = "2000-01-01";

        /// <summary>Reads what can be read.</summary>
        public static PartlyReadLine Of(InquiryLineText text, HashSet<string> unreadable)
        {
            string? Or(string name, string? given, string? standIn) => unreadable.Contains(name) ? standIn : given;

            // Of half a period only its one day is known: whether it is in the future. Of one that is reversed the end counts.
            var isReversed = unreadable.Contains(nameof(InquiryLine.Period));
            var start = isReversed
                ? text.EndDate
                : Or(nameof(text.StartDate), text.StartDate, Or(nameof(text.EndDate), text.EndDate, StandInDay));
            var readable = text with
            {
                EsiId = Or(nameof(text.EsiId), text.EsiId, "1008901000000000000001"),
                AddressLine1 = Or(nameof(text.AddressLine1), text.AddressLine1, "-"),
                City = Or(nameof(text.City), text.City, "-"),
                PostalCode = Or(nameof(text.PostalCode), text.PostalCode, "-"),
                RequestedUsage = Or(nameof(text.RequestedUsage), text.RequestedUsage, nameof(Uhit.Client.RequestedUsage.Billing)),
                StartDate = start,
                EndDate = Or(nameof(text.EndDate), text.EndDate, start),
                CustomerName = Or(nameof(text.CustomerName), text.CustomerName, "-"),
                AuthorizedBy = Or(nameof(text.AuthorizedBy), text.AuthorizedBy, "-"),
                Telephone = Or(nameof(text.Telephone), text.Telephone, "-"),
                Email = Or(nameof(text.Email), text.Email, "-"),
                AuthorizedOn = Or(nameof(text.AuthorizedOn), text.AuthorizedOn, StandInDay),
                ExpiresOn = Or(nameof(text.ExpiresOn), text.ExpiresOn, null),
                AuthorizationObtained = Or(nameof(text.AuthorizationObtained), text.AuthorizationObtained, "true"),
            };
            var line = InquiryTextParser.Parse([readable], null).Inquiry!.Lines[0];

            // No ESI ID rather than one that may be another line's.
            return new PartlyReadLine(unreadable.Contains(nameof(text.EsiId)) ? line with { EsiId = default } : line, unreadable);
        }

        /// <summary>Whether an error is of the values that were read.</summary>
        public bool IsOfWhatWasRead(InquiryError error) =>
            InquiryField.OfError(error) is { } field ? !Unreadable.Contains(field.Name)
            : !InquiryField.IsOfPeriod(error) || error.Code == InquiryErrorCode.PeriodInFuture
                || !(Unreadable.Contains(nameof(InquiryLineText.StartDate)) || Unreadable.Contains(nameof(InquiryLineText.EndDate))
                    || Unreadable.Contains(nameof(InquiryLine.Period)));
    }
}
