# Completion of undertone in fish. The program is asked for the words; where it has none, files are completed.
function __undertone_words
    set -l program (commandline -po)[1]
    set -l line (commandline -pc | string collect | string replace -r '^\s*\S+\s*' '' | string collect --allow-empty)
    set -l words ($program '[suggest]' "$line" 2>/dev/null)
    if test (count $words) -gt 0
        printf '%s\n' $words
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c undertone -f -a '(__undertone_words)'
