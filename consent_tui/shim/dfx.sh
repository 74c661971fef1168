#!/bin/sh
# dfx-consent shim. It runs the real dfx, and if you said yes, has the command recorded afterwards.
# `dfx-consent shim uninstall` removes it. Every name begins with shim_ so that dfx's environment stays yours.
shim_home=@home@

# The real dfx is the first on PATH that is neither this file nor a shim that led here.
shim_path=$PATH: shim_real=
while [ -n "$shim_path" ] && [ -z "$shim_real" ]; do
    shim_real=${shim_path%%:*}
    shim_real=${shim_real:-.}/dfx
    shim_path=${shim_path#*:}
    case :$DFX_CONSENT_SHIMS: in *":$shim_real:"*) shim_real= ;; esac
    if ! [ -f "$shim_real" ] || ! [ -x "$shim_real" ] || [ "$shim_real" -ef "$0" ]; then shim_real=; fi
done
if [ -z "$shim_real" ]; then
    echo 'dfx: command not found (the dfx-consent shim sees no other dfx on PATH)' >&2
    exit 127
fi
case :$DFX_CONSENT_SHIMS: in *":$0:"*) ;; *) export DFX_CONSENT_SHIMS="$DFX_CONSENT_SHIMS:$0" ;; esac

# Undecided: ask, once the time that the file "ask" carries has come, and only at a terminal.
if [ -O "$shim_home/ask" ] && [ -z "$DO_NOT_TRACK$CI" ] && [ -t 0 ] && [ -t 1 ] && [ -t 2 ] &&
    [ -x @python@ ] && [ -r @package@ ] && { true >"$shim_home/now"; } 2>/dev/null &&
    [ "$shim_home/now" -nt "$shim_home/ask" ]; then
    trap : INT QUIT
    @first_run@ -- dfx "$@"
    shim_status=$?
    trap - INT QUIT
    case $shim_status in
        0) ;;
        130) kill -s INT $$; exit 130 ;;
        *) rm -f "$shim_home/ask" 2>/dev/null ;; # broken: never in the way again
    esac
fi

# Off: nothing of ours stays behind. Nor where standard input is closed: it could not be handed on.
if ! [ -O "$shim_home/recording" ] || [ -n "$DO_NOT_TRACK$CI" ]; then exec "$shim_real" "$@"; fi
{ command exec 9<&0; } 2>/dev/null || exec "$shim_real" "$@"

# dfx runs beside this shell, so that TERM and HUP sent to this process can be handed on to it.
shim_again= shim_child= shim_signal= shim_env=@env@
shim_forward() {
    shim_signal=$1 shim_again=1
    [ -z "$shim_child" ] || { sleep 0.05; kill -s "$1" "$shim_child"; } # a child a moment old might lose it
}
trap 'shim_forward HUP' HUP
trap 'shim_forward TERM' TERM
trap shim_again=1 INT QUIT
kill -s INT $$ # sets shim_again, unless whoever started us ignores Ctrl-C: then dfx must, too
{
    if [ -n "$BASH_VERSION" ] || [ -z "$shim_again" ]; then
        (trap - INT QUIT; exec "$shim_real" "$@") <&9 9<&- &
        shim_child=$!
    elif [ -x "$shim_env" ] && ! [ "$shim_env" -nt "$0" ] && ! [ "$shim_env" -ot "$0" ] &&
        [ "${shim_real#*=}" = "$shim_real" ]; then
        # Other shells make a child beside them deaf to Ctrl-C; GNU env, the one this file was made for, cures it.
        # It starts quicker without a locale; dfx gets its own back.
        LC_ALL=C "$shim_env" --default-signal=INT,QUIT -u LC_ALL ${LC_ALL+"LC_ALL=$LC_ALL"} \
            "$shim_real" "$@" <&9 9<&- &
        shim_child=$!
    else
        "$shim_real" "$@" 9<&- # Ctrl-C matters more than TERM
        shim_status=$?
    fi
    exec 2>/dev/null # From here on it is only shells that remark on a child killed by a signal.
}
if [ -n "$shim_child" ]; then
    [ -z "$shim_signal" ] || shim_forward "$shim_signal"
    shim_status=127 shim_again=1
    while [ -n "$shim_again" ]; do # a signal ends the wait, not dfx
        shim_again=
        wait "$shim_child"
        shim_last=$?
        [ "$shim_last" = 127 ] || shim_status=$shim_last
    done
fi

# The recorder outlives us, holds nothing of ours, and cannot be heard.
trap '' HUP INT QUIT TERM
@record@ --exit-status "$shim_status" -- dfx "$@" \
    </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &

# Leave as dfx left: by the same signal, or with the same status.
trap - HUP INT QUIT TERM
case $shim_status in
    129 | 130 | 131 | 134 | 137 | 139 | 141 | 142 | 143) ulimit -c 0; kill -"$((shim_status - 128))" $$ ;;
esac
exit "$shim_status"
