# Completion of undertone in PowerShell. The program is asked for the words; where it has none, files are completed.
Register-ArgumentCompleter -Native -CommandName undertone, undertone.exe -ScriptBlock {
    param($word, $command, $cursor)
    $text = $command.ToString()
    # Spaces behind the last word are not part of the command.
    $line = $text.PadRight($cursor - $command.Extent.StartOffset).Substring(0, $cursor - $command.Extent.StartOffset)
    $program = $command.CommandElements[0].ToString()
    & $program '[suggest]' $line.Substring($program.Length).TrimStart() 2>$null | ForEach-Object {
        $name, $about = $_ -split "`t", 2
        if (-not $about) { $about = $name }
        [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $about)
    }
}
