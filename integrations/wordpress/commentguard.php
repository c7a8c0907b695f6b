<?php
/**
 * Plugin Name: CommentGuard
 * Description: Points the official Akismet plugin at a CommentGuard server of your own.
 * Version: 0.1.0
 * License: Apache-2.0
 * Requires PHP: 7.0
 *
 * Copy this file to wp-content/mu-plugins/ and set in wp-config.php:
 *
 *     define( 'COMMENTGUARD_URL', 'https://guard.example.org' );
 *     define( 'COMMENTGUARD_TIMEOUT', 2 );   // seconds, optional
 *
 * The key is entered on Akismet's own settings page, or as WPCOM_API_KEY. While this file is
 * installed nothing reaches rest.akismet.com, not even when the setting is missing.
 */

defined( 'ABSPATH' ) || exit;

add_filter( 'pre_http_request', 'commentguard_answer_for_akismet', 10, 3 );
add_action( 'admin_notices', 'commentguard_notice' );

/**
 * Sends what is meant for Akismet to CommentGuard.
 *
 * A server that does not answer in time gives an error, and the plugin then does what it does
 * for any answer it cannot read: the comment waits in Pending and is checked again by WP-Cron.
 * Nothing is published unchecked and nothing is thrown away.
 *
 * @param false|array|WP_Error $early What an earlier filter answered.
 * @param array                $args  Arguments of the request.
 * @param string               $url   Where WordPress wants to send it.
 * @return false|array|WP_Error
 */
function commentguard_answer_for_akismet( $early, $args, $url ) {
	static $unreachable = null;

	if ( false !== $early || ! commentguard_is_for_akismet( $args, $url ) ) {
		return $early;
	}
	$base = commentguard_base();
	if ( '' === $base ) {
		return new WP_Error( 'commentguard_unset', 'COMMENTGUARD_URL is not set to an http(s) address.' );
	}
	// The plugin asks three times (https, https, http). The visitor waits for the first only.
	if ( null !== $unreachable ) {
		return $unreachable;
	}
	$timeout = defined( 'COMMENTGUARD_TIMEOUT' ) ? (float) COMMENTGUARD_TIMEOUT : 2.0;

	$args['timeout']     = $timeout > 0 ? min( $timeout, 15.0 ) : 2.0;
	$args['redirection'] = 0;
	// The plugin writes `Host: rest.akismet.com`, by which no reverse proxy would find the server.
	foreach ( array_keys( (array) $args['headers'] ) as $name ) {
		if ( 'host' === strtolower( $name ) ) {
			unset( $args['headers'][ $name ] );
		}
	}

	$response = wp_remote_request( $base . commentguard_target( $url ), $args );

	if ( ! is_wp_error( $response ) ) {
		$status = (int) wp_remote_retrieve_response_code( $response );
		if ( 200 === $status || 404 === $status ) {
			return $response;
		}
		// The plugin reads the body of an error page as if it were a verdict.
		$response = new WP_Error( 'commentguard_status', 'CommentGuard answered with status ' . $status . '.' );
	}
	$unreachable = $response;
	return $response;
}

/**
 * Whether a request is one of the Akismet plugin's, by its address or, where the plugin put a
 * number in the place of the name, by its Host header.
 */
function commentguard_is_for_akismet( $args, $url ) {
	$host   = strtolower( (string) wp_parse_url( $url, PHP_URL_HOST ) );
	$header = '';
	if ( isset( $args['headers'] ) && is_array( $args['headers'] ) ) {
		$headers = array_change_key_case( $args['headers'] );
		$header  = isset( $headers['host'] ) ? strtolower( (string) $headers['host'] ) : '';
	}
	foreach ( array( $host, $header ) as $name ) {
		if ( 'rest.akismet.com' === $name || '.rest.akismet.com' === substr( $name, -17 ) ) {
			return true;
		}
	}
	return false;
}

/** The server's address without a slash at the end; empty when it is not set or cannot be used. */
function commentguard_base() {
	$base  = defined( 'COMMENTGUARD_URL' ) ? rtrim( (string) COMMENTGUARD_URL, '/' ) : '';
	$parts = wp_parse_url( $base );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || empty( $parts['scheme'] ) ) {
		return '';
	}
	if ( ! in_array( strtolower( $parts['scheme'] ), array( 'http', 'https' ), true ) ) {
		return '';
	}
	// Otherwise the filter would send the request to itself for ever.
	return commentguard_is_for_akismet( array(), $base ) ? '' : $base;
}

/** Path and query of the plugin's address. */
function commentguard_target( $url ) {
	$query = (string) wp_parse_url( $url, PHP_URL_QUERY );
	return (string) wp_parse_url( $url, PHP_URL_PATH ) . ( '' === $query ? '' : '?' . $query );
}

/** Says on the admin pages what is missing, to those who can change it. */
function commentguard_notice() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	if ( '' === commentguard_base() ) {
		echo '<div class="notice notice-error"><p>CommentGuard: set <code>COMMENTGUARD_URL</code> in wp-config.php. Until then every comment waits in Pending.</p></div>';
	} elseif ( ! class_exists( 'Akismet' ) ) {
		echo '<div class="notice notice-warning"><p>CommentGuard: activate the Akismet plugin, whose calls it answers. Until then comments are not checked.</p></div>';
	}
}
